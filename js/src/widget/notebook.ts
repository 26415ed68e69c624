/** What shows a chat in a notebook; a file of its own, so that the widget's state stays small. */
export { renderChat } from "./render";
export { keepTranscript } from "./transcript";
