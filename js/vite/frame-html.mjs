// Puts the frame's app into one HTML file that loads nothing.

// The host replaces this with a fresh value for every frame it makes.
const NONCE = "__CSP_NONCE__";

const CSP = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}' blob:`,
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "font-src data:",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

/** The self-contained page: policy first, then styles, then the script. */
export function frameHtml({ code, css }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chat</title>
<style>${css.replace(/<\/style/gi, "<\\/style")}</style>
</head>
<body>
<div id="root"></div>
<script type="module" nonce="${NONCE}">${inlineScript(code)}</script>
</body>
</html>
`;
}

// In strings, templates and regular expressions "\x3C" is "<", but the HTML parser does not take it
// for the end of the script or the start of a comment.
function inlineScript(code) {
  return code.replace(/<(?=\/script|!--)/gi, "\\x3C");
}
