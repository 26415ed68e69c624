// Stands for OpenAI's script: the contract of its element, keeping what it is given, and a button
// that sends a message through it as the element does.
window.given = [];

customElements.define(
  "openai-chatkit",
  class extends HTMLElement {
    setOptions(options) {
      this.options = options;
      window.given.push(JSON.parse(JSON.stringify(options)));
      this.innerHTML = "<p>OpenAI</p><button>Ask</button><output></output>";
      this.querySelector("button").onclick = () => this.sendUserMessage({ text: "hello" });
      this.dispatchEvent(new CustomEvent("chatkit.ready"));
    }

    async sendUserMessage({ text }) {
      const content = [{ type: "input_text", text }];
      const input = { content, attachments: [], inference_options: {} };
      const { url, fetch } = this.options.api;
      const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ type: "threads.create", params: { input } }),
      });
      for (const line of (await response.text()).split("\n")) {
        if (line.startsWith("data: ")) this.#take(JSON.parse(line.slice(6)));
      }
    }

    #take(event) {
      if (event.type === "thread.created") {
        const detail = { threadId: event.thread.id };
        this.dispatchEvent(new CustomEvent("chatkit.thread.change", { detail }));
      }
      if (event.type === "thread.item.done" && event.item.type === "assistant_message") {
        this.querySelector("output").textContent = event.item.content[0].text;
      }
    }

    async focusComposer() {}
    async setThreadId() {}
    async sendCustomAction() {}
    async setComposerValue() {}
    async showHistory() {}
    async hideHistory() {}
    async fetchUpdates() {}
  },
);
