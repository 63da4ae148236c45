"use strict";
(function () {
	var table = document.getElementById("tickets");
	if (!table) return;
	var body = table.tBodies[0];
	var rows = Array.prototype.slice.call(body.rows);
	var text = rows.map(function (r) { return r.textContent.toLowerCase(); });
	var box = document.getElementById("find");
	var pick = document.getElementById("cause");
	var count = document.getElementById("count");
	/* t2 before t10 */
	var collator = new Intl.Collator("en", { numeric: true });

	function filter() {
		var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
		var cause = pick.value;
		var shown = 0;
		rows.forEach(function (r, i) {
			var ok = (!cause || r.dataset.cause.split(" ").indexOf(cause) >= 0) &&
				words.every(function (w) { return text[i].indexOf(w) >= 0; });
			r.hidden = !ok;
			if (ok) shown++;
		});
		count.textContent = shown + " of " + rows.length + " tickets";
	}

	function key(row, column) {
		var cell = row.cells[column];
		return cell.dataset.key || cell.textContent;
	}

	function sort(column, button) {
		var down = button.getAttribute("aria-sort") === "ascending";
		var order = rows.map(function (r, i) { return { r: r, t: text[i], k: key(r, column) }; });
		order.sort(function (a, b) { return collator.compare(a.k, b.k); });
		if (down) order.reverse();
		rows = order.map(function (o) { return o.r; });
		text = order.map(function (o) { return o.t; });
		var all = document.createDocumentFragment();
		rows.forEach(function (r) { all.appendChild(r); });
		body.appendChild(all);
		Array.prototype.forEach.call(table.tHead.rows[0].cells, function (c) { c.removeAttribute("aria-sort"); });
		button.setAttribute("aria-sort", down ? "descending" : "ascending");
	}

	Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, i) {
		cell.firstElementChild.addEventListener("click", function () { sort(i, cell); });
	});
	box.addEventListener("input", filter);
	pick.addEventListener("change", filter);
	Array.prototype.forEach.call(document.querySelectorAll("button[data-pick]"), function (b) {
		b.addEventListener("click", function () {
			pick.value = b.dataset.pick;
			filter();
			pick.focus({ preventScroll: true });
			table.scrollIntoView();
		});
	});
	filter();
})();
