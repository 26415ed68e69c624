/** A chunk: what only the author of a notebook needs, and only when it is asked for. */
export { BranchSwitch } from "../author/BranchSwitch";
export { MessageEditor } from "../author/MessageEditor";
export { TraceDrawer } from "../author/TraceDrawer";
