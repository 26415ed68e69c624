/** A button that is only an icon; its label is its name and its tooltip. */
import { Button, type ButtonProps } from "@openai/apps-sdk-ui/components/Button";

type IconButtonProps = Omit<ButtonProps, "color" | "title" | "aria-label"> & {
  label: string;
  color?: ButtonProps["color"];
};

export function IconButton({ label, color = "secondary", ...rest }: IconButtonProps) {
  return (
    <Button
      variant="ghost"
      uniform
      pill={false}
      {...rest}
      color={color}
      aria-label={label}
      title={label}
    />
  );
}
