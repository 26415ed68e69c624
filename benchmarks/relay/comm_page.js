// A page's end of a kernel's widget messages: the page's own CommTransport on the web socket that
// JupyterLab would use, and bare messages beside it.
import { CommTransport } from "../../js/src/transport/comm.ts";

const text = new TextEncoder();
const json = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

// Channel, header, parent header, metadata, content and buffers, after the place of each.
const parts = (data) => {
    const view = new DataView(data);
    const place = (number) => Number(view.getBigUint64(8 * (number + 1), true));
    const count = Number(view.getBigUint64(0, true)) - 1;
    return Array.from({ length: count }, (_, number) =>
        new Uint8Array(data, place(number), place(number + 1) - place(number)),
    );
};
const joined = (...pieces) => {
    const places = new BigUint64Array(pieces.length + 2);
    places[0] = BigInt(pieces.length + 1);
    places[1] = BigInt(places.byteLength);
    pieces.forEach((piece, number) => {
        places[number + 2] = places[number + 1] + BigInt(piece.byteLength);
    });
    return new Blob([places, ...pieces]);
};

class Kernel {
    constructor(socket) {
        this.socket = socket;
        this.listeners = new Map();
        socket.binaryType = "arraybuffer";
        socket.onmessage = ({ data }) => this.hear(data);
    }

    static async open(url) {
        const socket = new WebSocket(url, "v1.kernel.websocket.jupyter.org");
        await new Promise((resolve, reject) => {
            socket.onopen = resolve;
            socket.onerror = reject;
        });
        return new Kernel(socket);
    }

    hear(data) {
        const [, header, , , content, ...buffers] = parts(data);
        if (json(header).msg_type !== "comm_msg") return;
        const { comm_id, data: said } = json(content);
        this.listeners.get(comm_id)?.(said, buffers);
    }

    say(comm_id, data, buffers = []) {
        const date = new Date().toISOString();
        const header = { msg_id: crypto.randomUUID(), msg_type: "comm_msg", version: "5.3" };
        const whole = { ...header, session: "relay", username: "", date };
        const coded = [whole, {}, {}, { comm_id, data }].map((part) => text.encode(JSON.stringify(part)));
        this.socket.send(joined(text.encode("shell"), ...coded, ...buffers));
    }
}

let kernel;
let transport;

/** Opens the socket, and shows the widget of this comm. */
const connect = async (url, comm) => {
    kernel = await Kernel.open(url);
    transport = new CommTransport({
        send: (content, buffers) => kernel.say(comm, { method: "custom", content }, buffers),
        listen: (listener) =>
            kernel.listeners.set(comm, ({ method, content }, buffers) => {
                if (method === "custom")
                    listener(
                        content,
                        buffers.map((part) => new DataView(part.buffer, part.byteOffset, part.byteLength)),
                    );
            }),
        onGone: (listener) => kernel.socket.addEventListener("close", listener),
    });
};

/** Times at which the messages of a comm were sent and came, until it says that it has ended. */
const bare = (comm) =>
    new Promise((resolve) => {
        const stamps = [];
        kernel.listeners.set(comm, ({ delta }) => {
            if (delta === null) resolve(stamps);
            else stamps.push([Number(delta), performance.timeOrigin + performance.now()]);
        });
        kernel.say(comm, {});
    });

globalThis.relay = { connect, bare };
globalThis.fetch = (input, init) => transport.fetch(input, init);
