// The page's policy: it runs nothing and loads nothing but what it was built with.

import { expect, expectSame, journey, testId } from './harness.mjs';

journey('no script that somebody brought runs, and no other host can be asked', async ({ visit }) => {
  const visitor = await visit();
  await visitor.see(testId('findings'));
  const policy = await visitor.page.$eval('meta[http-equiv="Content-Security-Policy"]', (element) => element.content);
  expect(!/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:|\*/.test(policy), `the policy is wide: ${policy}`);
  visitor.allow(/Content Security Policy|violates|blocked:csp|ERR_BLOCKED_BY_CSP/);
  const refused = await visitor.page.evaluate(async () => {
    const broken = [];
    document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red" onclick="window.wasRun = true">x</p>');
    document.body.lastElementChild.click();
    await fetch('http://127.0.0.2/').catch(() => {});
    await new Promise((done) => setTimeout(done));
    return { broken: [...new Set(broken)].sort(), wasRun: 'wasRun' in window };
  });
  expectSame(refused.wasRun, false, 'whether a script that was brought ran');
  expectSame(refused.broken, ['connect-src', 'script-src-attr', 'script-src-elem', 'style-src-attr'], 'what was refused');
});
