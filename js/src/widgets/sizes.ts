/** Names of sizes and looks that several components share. */
export const CONTROL_SIZES = [
  ...(["3xs", "2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl"] as const),
];
export const GUTTER_SIZES = [...(["2xs", "xs", "sm", "md", "lg", "xl"] as const)];
export const CONTROL_VARIANTS = [...(["solid", "soft", "outline", "ghost"] as const)];
