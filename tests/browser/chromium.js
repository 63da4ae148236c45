/* chromium.js - starts a headless Chromium and opens pages in it
 *
 * In: the browser's program and a folder for its profile. Out: an object with open(url), which gives a
 * page to click, type and evaluate in, and close(). Speaks the DevTools protocol over the pipe
 * (descriptors 3 and 4), so that neither a port nor a WebSocket is needed.
 */
"use strict";
const { spawn } = require("child_process");

/* Only a guard against waiting for ever; nothing here is judged by its time. */
const HANGS = 120000;

const FLAGS = [
	"--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
	"--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
	"--disable-sync", "--disable-extensions", "--password-store=basic", "--hide-scrollbars",
	"--lang=en-US",
	/* should a page ask for an address, the question is seen here but reaches nobody */
	"--host-resolver-rules=MAP * ~NOTFOUND",
];

async function start(program, profile) {
	const child = spawn(program, FLAGS.concat("--user-data-dir=" + profile, "about:blank"),
		{ stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"] });
	const waiting = new Map();
	const listeners = new Map();
	let last = 0;
	let rest = Buffer.alloc(0);
	let errors = "";
	let ended = null;

	function end(why) {
		ended = ended || new Error(why + (errors ? ": " + errors.trim().split("\n").pop() : ""));
		waiting.forEach((w) => w.fail(ended));
		waiting.clear();
	}
	child.on("error", (e) => end(e.message));
	child.on("exit", (code) => end("the browser ended (" + code + ")"));
	child.stderr.on("data", (d) => { errors = (errors + d).slice(-4000); });
	child.stdio[3].on("error", () => {});
	child.stdio[4].on("data", (d) => {
		rest = Buffer.concat([rest, d]);
		for (let at; (at = rest.indexOf(0)) >= 0; rest = rest.subarray(at + 1)) {
			const message = JSON.parse(rest.toString("utf8", 0, at));
			const w = waiting.get(message.id);
			if (w) {
				waiting.delete(message.id);
				if (message.error) w.fail(new Error(w.method + ": " + message.error.message));
				else w.done(message.result);
			} else if (listeners.has(message.sessionId)) {
				listeners.get(message.sessionId)(message.method, message.params);
			}
		}
	});

	function send(method, params, sessionId) {
		if (ended) return Promise.reject(ended);
		return new Promise((done, fail) => {
			const id = ++last;
			const timer = setTimeout(() => {
				waiting.delete(id);
				fail(new Error(method + ": no answer"));
			}, HANGS);
			waiting.set(id, {
				method,
				done: (r) => { clearTimeout(timer); done(r); },
				fail: (e) => { clearTimeout(timer); fail(e); },
			});
			child.stdio[3].write(JSON.stringify({ id, method, params: params || {}, sessionId }) + "\0");
		});
	}

	async function close() {
		const gone = new Promise((done) => { ended ? done() : child.once("exit", done); });
		await send("Browser.close").catch(() => child.kill("SIGKILL"));
		await gone;
	}

	try {
		await send("Browser.getVersion");
	} catch (e) {
		child.kill("SIGKILL");
		throw e;
	}
	return { open: (url) => open(send, listeners, url), close };
}

const KEYS = {
	Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
	Space: { key: " ", code: "Space", windowsVirtualKeyCode: 32, text: " " },
	Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
};

async function open(send, listeners, url) {
	const { targetId } = await send("Target.createTarget", { url: "about:blank" });
	const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
	const call = (method, params) => send(method, params, sessionId);
	/* everything a page should not do: {kind, text} */
	const complaints = [];
	const complain = (kind, text) => complaints.push({ kind, text: String(text).slice(0, 300) });
	let loaded;
	const load = new Promise((done) => { loaded = done; });

	listeners.set(sessionId, (method, p) => {
		if (method === "Runtime.exceptionThrown") {
			const d = p.exceptionDetails;
			complain("console", (d.exception && d.exception.description) || d.text);
		} else if (method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(p.type)) {
			complain("console", p.args.map((a) => a.value || a.description).join(" "));
		} else if (method === "Log.entryAdded" && ["error", "warning"].includes(p.entry.level)) {
			complain("console", p.entry.text);
		} else if (method === "Audits.issueAdded") {
			complain("audit", p.issue.code + " " + JSON.stringify(p.issue.details));
		} else if (method === "Network.requestWillBeSent") {
			if (p.request.url.split("#")[0] !== url && !p.request.url.startsWith("data:")) {
				complain("network", p.request.url);
				complaints[complaints.length - 1].request = p.requestId;
			}
		} else if (method === "Network.loadingFailed" && p.blockedReason === "csp") {
			/* kept in by the policy, whose violation is told besides */
			const at = complaints.findIndex((c) => c.request === p.requestId);
			if (at >= 0) complaints.splice(at, 1);
		} else if (method === "Runtime.bindingCalled" && p.name === "tellViolation") {
			complain("policy", p.payload);
		} else if (method === "Page.loadEventFired") {
			loaded();
		}
	});
	for (const domain of ["Page", "Runtime", "Log", "Network", "Audits"]) await call(domain + ".enable");
	await call("Runtime.addBinding", { name: "tellViolation" });
	await call("Page.addScriptToEvaluateOnNewDocument", {
		source: "addEventListener('securitypolicyviolation', function (e) {" +
			"tellViolation(e.effectiveDirective + ' ' + (e.blockedURI || '') + ' ' + e.sourceFile);});",
	});

	/* run(FUNCTION, ARGUMENT...): what it returns in the page; the policy does not hold for it */
	async function run(f, ...args) {
		const r = await call("Runtime.evaluate", {
			expression: "(" + f + ")(" + args.map((a) => JSON.stringify(a)).join(",") + ")",
			awaitPromise: true, returnByValue: true, userGesture: true,
		});
		if (r.exceptionDetails)
			throw new Error((r.exceptionDetails.exception || {}).description || r.exceptionDetails.text);
		return r.result.value;
	}
	/* Waits until the page has handled and drawn what it was sent. */
	const settle = () => run(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
	async function viewport(width, height) {
		await call("Emulation.setDeviceMetricsOverride",
			{ width, height, deviceScaleFactor: 1, mobile: width < 600 });
		await settle();
	}
	async function media(type, scheme) {
		await call("Emulation.setEmulatedMedia",
			{ media: type, features: [{ name: "prefers-color-scheme", value: scheme }] });
		await settle();
	}
	async function key(name) {
		await call("Input.dispatchKeyEvent", Object.assign({ type: "keyDown" }, KEYS[name]));
		await call("Input.dispatchKeyEvent", Object.assign({ type: "keyUp" }, KEYS[name]));
		await settle();
	}
	/* A click where a person would: false if something else lies there. SELECTOR's N-th. */
	async function click(selector, n) {
		const at = await run((s, i) => {
			const e = document.querySelectorAll(s)[i];
			if (!e) return null;
			e.scrollIntoView({ block: "center", behavior: "instant" });
			const r = e.getClientRects()[0];
			if (!r) return null;
			const x = r.left + Math.min(r.width / 2, 60), y = r.top + r.height / 2;
			const hit = document.elementFromPoint(x, y);
			return hit && (e === hit || e.contains(hit)) ? { x, y } : null;
		}, selector, n || 0);
		if (!at) return false;
		for (const type of ["mousePressed", "mouseReleased"])
			await call("Input.dispatchMouseEvent", { type, x: at.x, y: at.y, button: "left", clickCount: 1 });
		await settle();
		return true;
	}
	async function type(selector, text) {
		await run((s) => { const e = document.querySelector(s); e.focus(); e.select(); }, selector);
		if (text) await call("Input.insertText", { text });
		else for (const t of ["keyDown", "keyUp"])
			await call("Input.dispatchKeyEvent", { type: t, key: "Delete", code: "Delete", windowsVirtualKeyCode: 46 });
		await settle();
	}
	async function close() {
		listeners.delete(sessionId);
		await send("Target.closeTarget", { targetId });
	}

	const began = Date.now();
	await viewport(1280, 900);
	await media("screen", "light");
	await call("Page.navigate", { url });
	await load;
	await call("Browser.grantPermissions",
		{ permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"] }).catch(() => {});
	await call("Page.bringToFront");
	await call("Emulation.setFocusEmulationEnabled", { enabled: true });
	await settle();
	return { url, call, run, settle, viewport, media, key, click, type, close, complaints, opened: Date.now() - began };
}

module.exports = { start };
