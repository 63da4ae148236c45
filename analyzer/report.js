"use strict";
(function () {
	var live = document.getElementById("live");

	function selectText(node) {
		var range = document.createRange();
		range.selectNodeContents(node);
		var selection = window.getSelection();
		selection.removeAllRanges();
		selection.addRange(range);
	}
	/* the name begins with what is shown, for those who call the button by it */
	function name(button, word, code) {
		button.textContent = word;
		button.setAttribute("aria-label", word + " command: " + code.textContent);
	}
	function done(button, code, ok) {
		name(button, ok ? "Copied" : "Press Ctrl+C", code);
		live.textContent = ok ? "Command copied" : "Command selected, press Control C";
		window.setTimeout(function () { name(button, "Copy", code); }, 2500);
	}
	function copy(button, code) {
		function fallback() {
			var ok = false;
			selectText(code);
			try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
			done(button, code, ok);
		}
		if (navigator.clipboard && navigator.clipboard.writeText)
			navigator.clipboard.writeText(code.textContent).then(function () { done(button, code, true); }, fallback);
		else
			fallback();
	}
	document.querySelectorAll(".cmd").forEach(function (box) {
		var button = document.createElement("button");
		var code = box.querySelector("code");
		button.type = "button";
		button.className = "copy";
		name(button, "Copy", code);
		button.addEventListener("click", function () { copy(button, code); });
		box.appendChild(button);
	});
	/* the failure is near the end of what was collected, so that comes into sight first */
	document.querySelectorAll(".timeline .wide").forEach(function (d) { d.scrollLeft = d.scrollWidth; });

	var unfolded = [];
	window.addEventListener("beforeprint", function () {
		document.querySelectorAll("details:not(.bulk):not([open])").forEach(function (d) {
			d.open = true;
			unfolded.push(d);
		});
	});
	window.addEventListener("afterprint", function () {
		unfolded.forEach(function (d) { d.open = false; });
		unfolded = [];
	});
})();
