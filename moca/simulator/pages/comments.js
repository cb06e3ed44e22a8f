// The comments under the shop's posts, as anybody sees them: who wrote what, and the shop's replies below.

import { $, ask, avatar, day, h } from "./dom.js";

export class Comments {
  constructor(person) {
    this.person = person;
    for (const tab of this.tabs()) tab.addEventListener("click", () => this.show(tab.id === "tab-comments"));
    $("tab-messages").parentElement.addEventListener("keydown", (event) => this.walk(event));
    $("comment-form").addEventListener("submit", (event) => this.post(event));
  }

  tabs = () => [$("tab-messages"), $("tab-comments")];

  show(shown) {
    this.tabs().forEach((tab) => {
      const chosen = (tab.id === "tab-comments") === shown;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    });
    $("direct").hidden = shown;
    $("post").hidden = !shown;
    if (shown) this.draw();
  }

  walk(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    this.show($("post").hidden);
    this.tabs().find((tab) => tab.tabIndex === 0).focus();
  }

  async draw() {
    if ($("post").hidden) return;
    const all = await ask("comments");
    const firsts = all.filter((comment) => !comment.parent_id);
    const rows = firsts.flatMap((first) => [row(first), ...all.filter((other) => other.parent_id === first.id).map(row)]);
    $("comments").replaceChildren(...rows);
    if (!rows.length) $("comments").append(h("li", { class: "hint" }, "Nobody has commented yet."));
    $("comments").lastElementChild.scrollIntoView({ block: "nearest" });
  }

  async post(event) {
    event.preventDefault();
    const text = $("comment-text").value.trim();
    if (!text || !this.person()) return;
    await ask("event", { name: "comment", person: this.person(), text });
    $("comment-text").value = "";
    await this.draw();
  }
}

function row(comment) {
  const about = [day(comment.at)];
  if (comment.live) about.push("live");
  if (comment.hidden) about.push("hidden by the shop");
  if (comment.answered) about.push("answered in private");
  return h(
    "li",
    { class: comment.parent_id ? "comment reply" : "comment" },
    avatar(comment.name, { person: comment.person }),
    h("div", {}, h("p", {}, h("span", { class: "who" }, comment.name), comment.text), h("p", { class: "about" }, about.join(" · "))),
  );
}
