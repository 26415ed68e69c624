// Runs at the start of every frame and keeps times in the page, so that no figure depends on how
// fast the driver is. All times are ms since the epoch: frames and processes share them.
(() => {
    const epoch = (time) => performance.timeOrigin + time;
    const probe = { keys: [], frames: [], enter: 0, click: 0, usable: 0, token: null, found: null, question: null };
    window.__probe = probe;

    // "Painted": the next animation frame, then a task after it.
    const painted = (then) =>
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => then(epoch(performance.now()));
            channel.port2.postMessage(0);
        });

    const found = (text) => {
        const at = text.indexOf(probe.token);
        if (at < 0 || text.includes(probe.question)) return;
        const rest = text.slice(at + probe.token.length);
        probe.token = null;
        painted((time) => {
            probe.found = { painted: time, sent: Number(/^at([\d.]+)/.exec(rest)?.[1]) };
        });
    };
    const observer = new MutationObserver((records) => {
        if (!usable?.isConnected) lookOut();
        for (const { type, target, addedNodes } of records) {
            if (!probe.token) return;
            if (type === "characterData") found(target.data);
            else for (const node of addedNodes) if (probe.token) found(node.textContent ?? "");
        }
    });
    const roots = [document];
    const observe = (root) =>
        observer.observe(root, { subtree: true, childList: true, characterData: true });
    observe(document);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        roots.push(root);
        observe(root);
        return root;
    };

    addEventListener(
        "keydown",
        (event) => {
            if (event.key === "Enter") probe.enter = epoch(event.timeStamp);
            else probe.keys.push({ pressed: epoch(event.timeStamp), painted: 0 });
        },
        true,
    );
    addEventListener(
        "input",
        () => {
            const open = probe.keys.filter((key) => !key.painted);
            painted((time) => {
                for (const key of open) key.painted ||= time;
            });
        },
        true,
    );
    addEventListener("click", (event) => (probe.click = epoch(event.timeStamp)), true);

    probe.record = () => {
        const frames = (probe.frames = []);
        const tick = (time) => {
            if (probe.frames !== frames) return;
            frames.push(time);
            requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
    };
    probe.recorded = () => {
        const frames = probe.frames;
        probe.frames = [];
        return frames;
    };

    /** What a field of the probe holds once it holds something. */
    probe.when = (name) =>
        new Promise((resolve) => {
            const timer = setInterval(() => {
                if (!probe[name]) return;
                clearInterval(timer);
                resolve(probe[name]);
            }, 10);
        });

    const canType = (input) => {
        const { width, height } = input.getBoundingClientRect();
        return width > 0 && height > 0 && !input.disabled && !input.readOnly;
    };
    // A frame that began unseen gets another input for each chat that it shows.
    let usable = null;
    let looking = false;
    const look = () => {
        const inputs = roots.flatMap((root) => [...root.querySelectorAll("COMPOSER")]);
        usable = inputs.find(canType) ?? null;
        looking = usable === null;
        if (looking) requestAnimationFrame(look);
        else painted((time) => (probe.usable = time));
    };
    const lookOut = () => {
        if (!looking) look();
    };
    lookOut();
})();
