for (const begin of starters) begin();
addEventListener("hashchange", route);
// What the address asks for, if anything; the first comparison stands ready in any case.
route();
if (typeof show === "function" && !state.pair) show(1);
