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
	function done(button, ok) {
		button.textContent = ok ? "Copied" : "Press Ctrl+C";
		live.textContent = ok ? "Command copied" : "Command selected, press Control C";
		window.setTimeout(function () { button.textContent = "Copy"; }, 2500);
	}
	function copy(button, code) {
		function fallback() {
			var ok = false;
			selectText(code);
			try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
			done(button, ok);
		}
		if (navigator.clipboard && navigator.clipboard.writeText)
			navigator.clipboard.writeText(code.textContent).then(function () { done(button, true); }, fallback);
		else
			fallback();
	}
	document.querySelectorAll(".cmd").forEach(function (box) {
		var button = document.createElement("button");
		var code = box.querySelector("code");
		button.type = "button";
		button.className = "copy";
		button.textContent = "Copy";
		button.setAttribute("aria-label", "Copy command: " + code.textContent);
		button.addEventListener("click", function () { copy(button, code); });
		box.appendChild(button);
	});
	window.addEventListener("beforeprint", function () {
		document.querySelectorAll("details:not(.bulk)").forEach(function (d) { d.open = true; });
	});
})();
