/**
 * Style of the launcher and its window. Pixels throughout: a page's `rem` is the page's. `!important` of a shadow tree is stronger
 * than the page's own, so that no reset reaches the element; custom properties are what the page may set.
 */
export const LAUNCHER_STYLE = `
:host { all: initial !important; display: block !important; direction: ltr !important; }
:host([data-floating]) { display: contents !important; }
:host([hidden]) { display: none !important; }
* { box-sizing: border-box; }
.layer {
  --own-accent: var(--shisaku-navi-accent, #0017c1);
  --own-on-accent: var(--shisaku-navi-on-accent, #ffffff);
  --own-ground: var(--shisaku-navi-ground, #ffffff);
  --own-text: var(--shisaku-navi-text, #1a1a1a);
  color: var(--own-text);
  font: 16px/1.6 var(--shisaku-navi-font, -apple-system, BlinkMacSystemFont, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif);
  color-scheme: light dark;
}
.floating { position: fixed; inset: auto 16px 16px auto; z-index: 2147483000; overflow: visible; width: auto; height: auto; margin: 0; padding: 0; border: 0; background: none; }
.floating.left { inset: auto auto 16px 16px; }
.inline { position: relative; display: flex; align-items: center; justify-content: center; height: var(--shisaku-navi-height, 560px); border: 1px solid #666666; border-radius: 12px; background: var(--own-ground); }
.launcher, .window-close { font: inherit; cursor: pointer; }
.launcher { min-height: 48px; padding: 8px 20px; border: 2px solid var(--own-ground); border-radius: 24px; background: var(--own-accent); color: var(--own-on-accent); font-weight: 700; box-shadow: 0 2px 8px rgb(0 0 0 / 30%); }
.inline .launcher { border-radius: 8px; box-shadow: none; }
.inline:has(.window[open]) .launcher, .launcher[aria-expanded="true"]:has(+ .window:modal) { display: none; }
.window-close { line-height: 1.4; font-size: 15px; }
.window { font-size: 15px; display: none; flex-direction: column; margin: 0; padding: 0; overflow: hidden; border: 1px solid #666666; border-radius: 12px; background: var(--own-ground); color: var(--own-text); box-shadow: 0 4px 24px rgb(0 0 0 / 30%); }
.window[open] { display: flex; }
.floating .window { position: fixed; inset: auto 16px 76px auto; width: min(var(--shisaku-navi-width, 420px), calc(100vw - 32px)); height: min(var(--shisaku-navi-height, 640px), calc(100vh - 92px)); height: min(var(--shisaku-navi-height, 640px), calc(100dvh - 92px)); max-width: none; max-height: none; }
.floating.left .window { inset: auto auto 76px 16px; }
.inline .window { position: absolute; inset: -1px; width: calc(100% + 2px); height: calc(100% + 2px); max-width: none; max-height: none; box-shadow: none; }
.floating .window:modal { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
.window-head { display: flex; flex: none; align-items: center; justify-content: space-between; gap: 8px; padding: 4px 8px 4px 16px; background: var(--own-accent); color: var(--own-on-accent); }
.window-close { min-width: 44px; min-height: 44px; padding: 4px 12px; border: 0; border-radius: 8px; background: none; color: inherit; text-decoration: underline; }
.window-content { flex: 1; min-height: 0; padding: 16px; overflow: hidden; display: flex; flex-direction: column; }
.launcher:focus-visible, .window-close:focus-visible { outline: 4px solid #000000; outline-offset: -2px; box-shadow: 0 0 0 6px #ffd43d; }
@media (prefers-color-scheme: dark) {
  .layer { --own-accent: var(--shisaku-navi-accent-dark, #9db7f9); --own-on-accent: var(--shisaku-navi-on-accent-dark, #000060); --own-ground: var(--shisaku-navi-ground-dark, #1a1a1a); --own-text: var(--shisaku-navi-text-dark, #f2f2f2); }
}
@media (forced-colors: active) { .launcher { border-color: ButtonText; } }
@media print { .layer { display: none !important; } }
`;
