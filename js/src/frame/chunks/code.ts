/** A chunk: colours for code. Its grammars take longer to set up than all the rest of the frame. */
import { CodeBlockBase } from "@openai/apps-sdk-ui/components/CodeBlock";

export const { Code } = CodeBlockBase;
