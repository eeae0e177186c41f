export default function () { return "then"; }
(globalThis.calls ??= []).push("not a call"); export const after = 7;
