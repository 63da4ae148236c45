/* checks.js - what must hold for a page that people open
 *
 * In: a page of chromium.js. Each check is an async function that gives a list of complaints, none if all
 * is well. Complaints come from what the browser shows, never from the markup that should bring it about.
 */
"use strict";
const fs = require("fs");
const path = require("path");
const { fileURLToPath } = require("url");

/* WCAG 2.2, 1.4.3 */
const CONTRAST = 4.5;
/* Folds beyond these are made by the same few lines. */
const FOLDS = 8;

/* --- what the browser noticed by itself; the last check of a page, as those before are listened to too */
async function quiet(page) {
	await page.settle();
	return page.complaints.map((c) => c.kind + ": " + c.text);
}

/* --- the policy holds: a script, a style, an image and a request that slipped in do nothing */
async function policy(page) {
	const before = page.complaints.length;
	const ran = await page.run(async () => {
		const add = (name, set) => {
			const e = document.createElement(name);
			Object.assign(e, set);
			document.body.appendChild(e);
			return e;
		};
		const ran = [];
		const script = add("script", { textContent: "window.slippedIn = true" });
		const style = add("style", { textContent: "#slipped { position: fixed }" });
		const probe = add("p", { id: "slipped" });
		const image = add("img", { src: "https://tracker.example/i.png", alt: "" });
		probe.setAttribute("onclick", "window.slippedIn = true");
		probe.click();
		await fetch("https://tracker.example/f").then(() => ran.push("fetch"), () => {});
		if (window.slippedIn) ran.push("script");
		if (getComputedStyle(probe).position === "fixed") ran.push("style");
		[script, style, probe, image].forEach((e) => e.remove());
		return ran;
	});
	await page.settle();
	const seen = page.complaints.splice(before);
	seen.forEach((c) => { if (c.kind === "network") ran.push("request to " + c.text); });
	if (!seen.some((c) => c.kind === "policy")) ran.push("no violation was reported");
	return ran.map((r) => "not kept out: " + r);
}

/* --- no sideways scrolling of the page, folded or not */
async function narrow(page) {
	const wrong = [];
	await page.viewport(390, 844);
	for (const all of [false, true]) {
		const what = await page.run((open) => {
			const folds = Array.from(document.querySelectorAll("details"));
			const were = folds.map((d) => d.open);
			if (open) folds.forEach((d) => { d.open = true; });
			const wide = document.documentElement.scrollWidth;
			const room = document.documentElement.clientWidth;
			let widest = null;
			if (wide > room || room > 390)
				document.querySelectorAll("body *").forEach((e) => {
					const r = e.getBoundingClientRect();
					if (e.parentElement.closest(".wide")) return;
					if (!widest || r.right >= widest.right) widest = { right: r.right, e };
				});
			folds.forEach((d, i) => { d.open = were[i]; });
			return widest && wide + " px wide, because of " + widest.e.outerHTML.slice(0, 120);
		}, all);
		if (what) wrong.push(what + (all ? " (all unfolded)" : ""));
	}
	/* a word that is cut amid its letters for want of room */
	wrong.push(...await page.run(() => {
		const cut = [];
		document.querySelectorAll("th, button, .badge").forEach((e) => {
			const r = document.createRange();
			for (const t of e.childNodes)
				if (t.nodeType === 3 && /^\w{2,14}$/.test(t.data.trim())) {
					r.selectNodeContents(t);
					if (new Set(Array.from(r.getClientRects(), (b) => b.top)).size > 1)
						cut.push("the word '" + t.data.trim() + "' is cut");
				}
		});
		return cut;
	}));
	await page.viewport(1280, 900);
	return wrong;
}

/* In the page: the text nodes that are shown, with their colour and what lies behind; the worst of each
 * pair of colours whose contrast is below WANTED. */
function faint(wanted) {
	const parse = (c) => {
		const n = (c.match(/[\d.]+/g) || []).map(Number);
		return { r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1 };
	};
	const over = (top, under) => {
		const mix = (x, y) => x * top.a + y * (1 - top.a);
		return { r: mix(top.r, under.r), g: mix(top.g, under.g), b: mix(top.b, under.b), a: 1 };
	};
	const light = (c) => {
		const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
		return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b);
	};
	const canvas = document.createElement("p");
	canvas.style.color = "Canvas";
	document.body.appendChild(canvas);
	const paper = parse(getComputedStyle(canvas).color);
	canvas.remove();
	const known = new Map();
	const behind = (e) => {
		if (!e) return paper;
		if (!known.has(e)) {
			const own = parse(getComputedStyle(e).backgroundColor);
			known.set(e, own.a === 1 ? own : over(own, behind(e.parentElement)));
		}
		return known.get(e);
	};
	const worst = new Map();
	let texts = 0;
	const look = (e, text, colour) => {
		const back = behind(e), ink = over(parse(colour), back);
		const a = light(ink), b = light(back);
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		texts++;
		const name = JSON.stringify([ink, back]);
		if (ratio < wanted && !worst.has(name))
			worst.set(name, ratio.toFixed(2) + ":1 for '" + text.trim().slice(0, 40) + "' in " +
				e.outerHTML.slice(0, 80));
	};
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode());) {
		const e = n.parentElement;
		if (!n.data.trim() || /^(SCRIPT|STYLE|TITLE|title)$/.test(e.tagName)) continue;
		if (!e.checkVisibility({ visibilityProperty: true })) continue;
		const style = getComputedStyle(e);
		look(e, n.data, e instanceof SVGElement ? style.fill : style.color);
		for (const part of ["::before", "::after"]) {
			const s = getComputedStyle(e, part);
			if (/^".*\S.*"$/.test(s.content)) look(e, s.content, s.color);
		}
	}
	return { texts, worst: Array.from(worst.values()), page: getComputedStyle(document.body).backgroundColor,
		ink: getComputedStyle(document.body).color };
}

/* --- light and dark differ, and all text can be read in both */
async function colours(page) {
	const wrong = [];
	const got = {};
	await page.run(() => document.querySelectorAll("details").forEach((d) => {
		d.dataset.was = d.open ? "1" : "";
		d.open = true;
	}));
	for (const scheme of ["light", "dark"]) {
		await page.media("screen", scheme);
		got[scheme] = await page.run(faint, CONTRAST);
		if (!got[scheme].texts) wrong.push(scheme + ": no text at all");
		wrong.push(...got[scheme].worst.map((w) => scheme + ": contrast " + w));
	}
	if (got.light.page === got.dark.page) wrong.push("dark has the page colour of light: " + got.dark.page);
	if (got.light.ink === got.dark.ink) wrong.push("dark has the text colour of light: " + got.dark.ink);
	await page.media("screen", "light");
	await page.run(() => document.querySelectorAll("details").forEach((d) => {
		d.open = d.dataset.was === "1";
		delete d.dataset.was;
	}));
	return wrong;
}

/* --- links lead somewhere: within the page to an element, beside it to a file, outside by https only */
async function links(page) {
	const wrong = [];
	const all = await page.run(() => {
		const ids = Array.from(document.querySelectorAll("[id]"), (e) => e.id);
		return {
			twice: ids.filter((v, i) => ids.indexOf(v) !== i),
			lost: Array.from(document.querySelectorAll("a[href^='#']"), (a) => a.getAttribute("href").slice(1))
				.filter((id) => !document.getElementById(id)),
			away: Array.from(document.querySelectorAll("a[href]"), (a) => a.href),
		};
	});
	all.twice.forEach((id) => wrong.push("id twice: " + id));
	all.lost.forEach((id) => wrong.push("leads nowhere: #" + id));
	for (const href of all.away) {
		if (href.startsWith("file:")) {
			const file = fileURLToPath(href.split("#")[0]);
			if (!fs.existsSync(file)) wrong.push("no such file: " + path.basename(file));
		} else if (!/^https?:/.test(href)) {
			wrong.push("an address of another kind: " + href.slice(0, 80));
		}
	}
	return wrong;
}

/* --- folds open and close, by the mouse and by the keyboard */
async function folds(page) {
	const wrong = [];
	const state = (i) => page.run((n) => {
		const d = document.querySelectorAll("details")[n];
		const inside = Array.from(d.children).find((e) => e.tagName !== "SUMMARY");
		return d.open && !!inside && inside.checkVisibility() && inside.getBoundingClientRect().height > 0;
	}, i);
	const find = () => page.run((many) => {
		const all = Array.from(document.querySelectorAll("details"));
		const pick = new Set(all.filter((d) => !d.parentElement.closest("details")).slice(0, many));
		const inner = all.find((d) => d.parentElement.closest("details"));
		/* after the one that holds it, which is left open for it */
		if (inner) {
			pick.add(inner.parentElement.closest("details"));
			pick.add(inner);
		}
		return Array.from(pick, (d) => [all.indexOf(d), d.querySelector("summary") && d.querySelector("summary").textContent]);
	}, FOLDS);
	for (const [i, name] of await find()) {
		const say = (what) => wrong.push("'" + name + "' " + what);
		await page.run((n) => {
			for (let d = document.querySelectorAll("details")[n].parentElement.closest("details"); d;
				d = d.parentElement.closest("details")) d.open = true;
			document.querySelectorAll("details")[n].open = false;
			document.querySelectorAll("details")[n].querySelector("summary").dataset.fold = "here";
		}, i);
		if (!await page.click("[data-fold]")) say("cannot be reached by the mouse");
		if (!await state(i)) say("does not open by a click");
		await page.click("[data-fold]");
		if (await state(i)) say("does not close by a click");
		await page.run(() => document.querySelector("[data-fold]").focus());
		await page.key("Enter");
		if (!await state(i)) say("does not open by Enter");
		await page.key("Space");
		if (await state(i)) say("does not close by Space");
		await page.run(() => {
			const e = document.querySelector("[data-fold]");
			delete e.dataset.fold;
		});
	}
	await page.run(() => document.querySelectorAll("details").forEach((d) => { d.open = false; }));
	return wrong;
}

/* --- the first Tab shows the way past the head of the page */
async function skip(page) {
	const wrong = [];
	await page.run(() => { document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); });
	await page.key("Tab");
	const first = await page.run(() => {
		const r = document.activeElement.getBoundingClientRect();
		return { href: document.activeElement.getAttribute("href"), shown: r.left >= 0 && r.top >= 0 && r.width > 0 };
	});
	if (!first.href || first.href[0] !== "#") return ["the first Tab leads to no link within the page"];
	if (!first.shown) wrong.push("the link past the head stays out of sight");
	await page.key("Enter");
	if (await page.run(() => location.hash) !== first.href) wrong.push("Enter does not follow it");
	return wrong;
}

/* --- each command can be copied, as it stands, and says so */
async function copies(page) {
	const wrong = [];
	const commands = await page.run(() => Array.from(document.querySelectorAll(".cmd"), (c) => ({
		text: c.querySelector("code").textContent,
		name: c.querySelector("button") ? c.querySelector("button").getAttribute("aria-label") : null,
	})));
	const clipboard = () => page.run(() => navigator.clipboard.readText());
	const wait = (text) => page.run(async (t) => {
		const b = document.querySelector("[data-copy]");
		for (let i = 0; i < 200 && b.textContent !== t; i++) await new Promise((d) => setTimeout(d, 10));
		return b.textContent;
	}, text);
	const shown = [];

	commands.forEach((c) => {
		if (c.name === null) wrong.push("no button: " + c.text);
		else if (c.name !== "Copy command: " + c.text) wrong.push("a button named " + c.name);
	});
	if (wrong.length) return wrong;
	for (let i = 0; i < commands.length; i++)
		if (await page.run((n) => document.querySelectorAll(".cmd")[n].checkVisibility(), i)) shown.push(i);
	for (const i of [...shown.slice(0, 4), ...shown.slice(4).slice(-1)]) {
		const { text } = commands[i];
		for (const old of [false, true]) {
			await page.run((n, without) => {
				document.querySelectorAll("[data-copy]").forEach((b) => { delete b.dataset.copy; });
				document.querySelectorAll(".cmd button")[n].dataset.copy = "here";
				document.querySelectorAll(".cmd button")[n].textContent = "Copy";
				if (without) Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
				document.getElementById("live").textContent = "";
			}, i, old);
			if (!old) await page.run(() => navigator.clipboard.writeText("nothing"));
			if (!await page.click("[data-copy]")) wrong.push("cannot be reached by the mouse: " + text);
			if (await wait("Copied") !== "Copied") wrong.push("does not say 'Copied': " + text);
			if (await page.run(() => document.getElementById("live").textContent) !== "Command copied")
				wrong.push("says nothing to those who listen: " + text);
			if (old) await page.run(() => { delete navigator.clipboard; });
			const got = await clipboard();
			if (got !== text) wrong.push("copied '" + got + "' instead of '" + text + "'");
		}
	}
	if (shown.length) {
		await page.run(() => navigator.clipboard.writeText("nothing"));
		await page.run(() => document.querySelector("[data-copy]").focus());
		await page.key("Enter");
		await wait("Copied");
		if (await clipboard() === "nothing") wrong.push("Enter does not copy");
	}
	/* nothing of a command is hidden behind its button or out of its box */
	for (const width of [1280, 390]) {
		await page.viewport(width, 900);
		wrong.push(...await page.run((w) => {
			const hidden = [];
			document.querySelectorAll(".cmd").forEach((c) => {
				if (!c.checkVisibility()) return;
				const pre = c.querySelector("pre"), b = c.querySelector("button").getBoundingClientRect();
				const range = document.createRange();
				range.selectNodeContents(c.querySelector("code"));
				const over = Array.from(range.getClientRects()).some((r) => r.right > b.left && r.bottom > b.top && r.top < b.bottom);
				if (over || pre.scrollWidth > pre.clientWidth)
					hidden.push("at " + w + " px not all is seen of: " + c.querySelector("code").textContent);
			});
			return hidden;
		}, width));
	}
	await page.viewport(1280, 900);
	return wrong;
}

/* --- on paper: folded text is there, but for bulk; no buttons; black on white whatever the screen has */
async function print(page) {
	const wrong = [];
	await page.run(() => {
		document.querySelectorAll("details").forEach((d) => { d.open = false; });
		const one = document.querySelector("details.bulk");
		if (one) one.open = true;
		window.printed = null;
		addEventListener("beforeprint", () => {
			window.printed = {
				shut: Array.from(document.querySelectorAll("details:not(.bulk)")).filter((d) => !d.open).length,
				bulk: document.querySelectorAll("details.bulk[open]").length - (one ? 1 : 0),
			};
		}, { once: true });
	});
	const before = await page.run(() => document.querySelectorAll("details[open]").length);
	const { data } = await page.call("Page.printToPDF", {});
	if (Buffer.from(data, "base64").toString("latin1", 0, 5) !== "%PDF-") wrong.push("no PDF");
	const at = await page.run(() => window.printed);
	const after = await page.run(() => document.querySelectorAll("details[open]").length);
	if (!at) wrong.push("the page does not hear that it is printed");
	else {
		if (at.shut) wrong.push(at.shut + " folds stay shut on paper");
		if (at.bulk) wrong.push(at.bulk + " folds of bulk are printed");
	}
	if (after !== before) wrong.push("printing leaves " + after + " folds open, " + before + " were");
	for (const scheme of ["light", "dark"]) {
		await page.media("print", scheme);
		const got = await page.run(faint, CONTRAST);
		if (got.page !== "rgb(255, 255, 255)") wrong.push(scheme + " on paper: the page is " + got.page);
		wrong.push(...got.worst.map((w) => scheme + " on paper: contrast " + w));
		const buttons = await page.run(() => Array.from(document.querySelectorAll(".copy, .skip, input, select"))
			.filter((e) => e.checkVisibility()).length);
		if (buttons) wrong.push(buttons + " things to press on paper");
	}
	await page.media("screen", "light");
	return wrong;
}

/* --- the index: its rows as they are shown, top first */
const rows = (page) => page.run(() => Array.from(document.querySelectorAll("#tickets tbody tr"))
	.filter((r) => r.checkVisibility())
	.map((r) => ({ cells: Array.from(r.cells, (c) => c.textContent), causes: r.dataset.cause || "" })));

const count = (page) => page.run(() => document.getElementById("count").textContent);

function sameRows(a, b) {
	const name = (r) => JSON.stringify(r.cells);
	return a.length === b.length && a.map(name).sort().join("\n") === b.map(name).sort().join("\n");
}

/* Statuses by how much is known, not by letters. */
const RANK = { confirmed: 0, likely: 1, possible: 2, "no known cause": 3, inconclusive: 4, "nothing found": 5, "-": 6 };
const order = new Intl.Collator("en", { numeric: true }).compare;

/* --- each column sorts, up and down, by mouse and keyboard, and loses no row */
async function sorting(page) {
	const wrong = [];
	const all = await rows(page);
	const columns = await page.run(() => Array.from(document.querySelectorAll("#tickets thead th"), (t) => t.textContent));

	if (all.length < 2) return ["too few rows to sort: " + all.length];
	for (let i = 0; i < columns.length; i++) {
		const button = "#tickets thead th:nth-child(" + (i + 1) + ") button";
		const of = (r) => r.cells[i];
		const compare = columns[i] === "Status" ? (a, b) => RANK[a] - RANK[b] : order;
		for (const way of [1, -1]) {
			/* up by the mouse, down by the keyboard */
			if (way > 0) {
				if (!await page.click(button)) wrong.push(columns[i] + ": cannot be reached by the mouse");
			} else {
				await page.run((s) => document.querySelector(s).focus(), button);
				await page.key("Enter");
			}
			const got = await rows(page);
			const bad = got.findIndex((r, n) => n > 0 && !(compare(of(got[n - 1]), of(r)) * way <= 0));
			const name = columns[i] + (way > 0 ? " up" : " down");
			if (bad > 0) wrong.push(name + ": '" + of(got[bad - 1]) + "' before '" + of(got[bad]) + "'");
			if (!sameRows(all, got)) wrong.push(name + ": other rows than before");
			const said = await page.run(() => Array.from(document.querySelectorAll("#tickets th[aria-sort]"),
				(t) => t.textContent + " " + t.getAttribute("aria-sort")));
			if (said.join() !== columns[i] + (way > 0 ? " ascending" : " descending"))
				wrong.push(name + ": said to be sorted by '" + said.join() + "'");
		}
	}
	return wrong;
}

/* --- words and causes narrow the rows to exactly those that have them, and the count says how many */
async function filtering(page) {
	const wrong = [];
	const all = await rows(page);
	const expect = async (name, want) => {
		const got = await rows(page);
		if (got.length !== want.length) wrong.push(name + ": " + got.length + " rows, expected " + want.length);
		else if (!sameRows(got, want)) wrong.push(name + ": other rows than expected");
		const said = await count(page);
		if (said !== want.length + " of " + all.length + " tickets") wrong.push(name + ": says '" + said + "'");
	};
	const has = (r, words) => words.every((w) => r.cells.join("").toLowerCase().includes(w));
	const pick = (value) => page.run((v) => {
		const s = document.getElementById("cause");
		s.value = v;
		s.dispatchEvent(new Event("change", { bubbles: true }));
	}, value);

	await expect("at first", all);
	const server = all.find((r) => r.cells[1]).cells[1];
	for (const words of [server, server.toUpperCase(), "filemaps confirmed", "no-such-ticket", ""]) {
		await page.type("#find", words);
		await expect("find '" + words + "'", all.filter((r) => has(r, words.toLowerCase().split(" ").filter(Boolean))));
	}
	const options = await page.run(() => Array.from(document.getElementById("cause").options, (o) => [o.value, o.textContent]));
	if (options.length < 3) wrong.push("too few causes to choose from: " + options.length);
	for (const [value, text] of options.slice(1)) {
		await pick(value);
		const got = await rows(page);
		const promised = text.match(/\((\d+)\)$/);
		if (!promised || got.length !== +promised[1]) wrong.push("'" + text + "' shows " + got.length + " rows");
		if (got.some((r) => !r.causes.split(" ").includes(value))) wrong.push("'" + text + "' shows tickets without it");
		await expect(text, got);
	}
	await pick("");
	const buttons = await page.run(() => Array.from(document.querySelectorAll("[data-pick]"),
		(b) => [b.textContent, b.closest("tr").cells[2].textContent]));
	if (!buttons.length) wrong.push("no cause can be picked");
	for (let i = 0; i < buttons.length; i++) {
		if (!await page.click("[data-pick]", i)) wrong.push(buttons[i][0] + " cannot be reached by the mouse");
		const got = await rows(page);
		if (got.length !== +buttons[i][1]) wrong.push(buttons[i].join(": ") + " tickets, shows " + got.length);
		if (!await page.run(() => {
			const top = document.getElementById("tickets").getBoundingClientRect().top;
			return top >= -1 && top < innerHeight;
		})) wrong.push(buttons[i][0] + " does not lead to the rows");
	}
	await pick("");
	await page.viewport(390, 844);
	await page.type("#find", "filemaps");
	await expect("find on a narrow screen", all.filter((r) => has(r, ["filemaps"])));
	await page.viewport(1280, 900);
	await page.type("#find", "");
	await expect("at last", all);
	return wrong;
}

/* --- what axe-core finds, if it is there */
async function axe(page) {
	if (!process.env.AXE_JS) return [];
	await page.run(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
	await page.call("Runtime.evaluate", { expression: fs.readFileSync(process.env.AXE_JS, "utf8") });
	const found = await page.run(async () => (await window.axe.run(document)).violations
		.filter((v) => v.impact === "serious" || v.impact === "critical")
		.map((v) => v.id + " (" + v.impact + ", " + v.nodes.length + " times): " + v.help + ", as in " + v.nodes[0].html.slice(0, 160)));
	await page.run(() => document.querySelectorAll("details").forEach((d) => { d.open = false; }));
	return found;
}

/* quiet is last but for policy, which makes noise of its own */
const ticket = { links, skip, folds, copies, narrow, colours, print, axe, quiet, policy };
const index = { links, skip, sorting, filtering, narrow, colours, print, axe, quiet, policy };

module.exports = { ticket, index };
