/* run.js - opens the pages given and says what is wrong with them
 *
 * usage: run.js BROWSER PROFILE KIND:NAME=FILE...   KIND is ticket or index, or ticket!CHECK for a page that
 * is broken so that CHECK must complain. Exit code: 0 all is well, 1 something is wrong, 77 no browser.
 */
"use strict";
const { pathToFileURL } = require("url");
const checks = require("./checks.js");
const { start } = require("./chromium.js");

async function look(browser, word) {
	const [, kind, must, name, file] = word.match(/^(\w+)(?:!(\w+))?:([^=]*)=(.*)$/);
	const page = await browser.open(pathToFileURL(file).href);
	const wrong = [];
	const began = Date.now();

	for (const [check, f] of Object.entries(checks[kind])) {
		if (must && check !== must) continue;
		try {
			wrong.push(...(await f(page)).map((w) => check + ": " + w));
		} catch (e) {
			wrong.push(check + ": " + e.message);
		}
	}
	await page.close();
	if (must) {
		console.log(name + ": " + (wrong[0] || "nothing"));
		if (!wrong.length) console.log("FAIL " + name + ": " + must + " does not notice it");
		return wrong.length > 0;
	}
	console.log(name + ": opened in " + page.opened + " ms, checked in " + (Date.now() - began) + " ms");
	wrong.slice(0, 20).forEach((w) => console.log("FAIL " + name + ": " + w));
	if (wrong.length > 20) console.log("and " + (wrong.length - 20) + " more");
	return !wrong.length;
}

async function main() {
	const [program, profile, ...pages] = process.argv.slice(2);
	let browser;
	let good = pages.length > 0;

	try {
		browser = await start(program, profile);
	} catch (e) {
		console.log(e.message);
		return 77;
	}
	try {
		for (const word of pages) good = await look(browser, word) && good;
	} finally {
		await browser.close();
	}
	return good ? 0 : 1;
}

main().then((code) => { process.exitCode = code; }, (e) => {
	console.error(e);
	process.exitCode = 2;
});
