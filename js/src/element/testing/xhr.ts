/** For tests: a stand-in for `XMLHttpRequest` whose answers are given by hand. */

export class FakeXhr {
  /** Every request, oldest first. */
  static readonly all: FakeXhr[] = [];

  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  method = "";
  url = "";
  body: unknown = null;
  status = 0;
  statusText = "";
  responseText = "";
  onload = () => {};
  onerror = () => {};
  onabort = () => {};

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
    FakeXhr.all.push(this);
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: unknown): void {
    this.body = body;
  }

  abort(): void {
    this.onabort();
  }

  /** Answers the request. */
  answer(status: number, body: unknown = null): void {
    this.status = status;
    this.responseText = body === null ? "" : JSON.stringify(body);
    this.onload();
  }
}
