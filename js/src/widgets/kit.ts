/**
 * What chunks use of the frame's own program. Widgets come as a chunk: the build takes these, and
 * React, from the frame instead of packing them a second time.
 */
export { Button } from "@openai/apps-sdk-ui/components/Button";
export { CopyButton } from "../frame/common/CopyButton";
export { Guard } from "../frame/common/Guard";
export { IconButton } from "../frame/common/IconButton";
export { NamedIcon } from "../frame/common/NamedIcon";
export { SideDialog, SideDialogHeader } from "../frame/common/SideDialog";
export { useAsk } from "../frame/context";
export { Note } from "../frame/items/Note";
export { Markdown } from "../frame/markdown/Markdown";
export { imageSource } from "../frame/markdown/urls";
export { currentLocale, t } from "../i18n";
