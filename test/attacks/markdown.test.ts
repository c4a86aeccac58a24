import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markdown } from '../../src/web/views/markdown.ts'

const render = (text: string): string => String(markdown(text)).trim()

test('an image is a link that nobody follows by itself, and no text gives an address that is none', () => {
  assert.match(render('![x](http://evil.example/x.png)'), /^<p>!<a href="http:\/\/evil\.example\/x\.png" rel="noopener nofollow noreferrer" target="_blank">x<\/a><\/p>$/)
  // What the first of the two lets through, the second takes away.
  for (const address of ['data:image/png;base64,AAAA', 'data:image/gif;base64,R0lGOD', 'ftp://evil.example/x', 'foo:bar', '//evil.example/x', 'blob:x', 'ws://127.0.0.1/live', 'intent:x', 'view-source:x'])
    for (const text of [`[x](${address})`, `<${address}>`, `[x]\n\n[x]: ${address}`]) assert.doesNotMatch(render(text), /href=/, text)
})

test('what Markdown itself would give an element beyond its name is taken away: classes, styles, ids', () => {
  for (const text of ['```hx-get\ncode\n```', '```js" data-hx-get="/x" class="turn\ncode\n```', '| a | b |\n|:--|--:|\n| 1 | 2 |', '# Heading {#turns .card}', '- [ ] box', '1) one\n2) two', '[x](/p/1 "title\\" data-hx-get=\\"/x")', '<http://a.example/"onclick="x>', '&lt;img src=x onerror=1&gt; &#60;b data-hx-get&#61;x&#62;'])
    for (const [tag] of render(text).matchAll(/<\w[^>]*>/g)) assert.match(tag, /^<(p|h3|pre|code|table|thead|tbody|tr|th|td|ul|li|ol( start="\d+")?|br \/|a (href="[^"<>]*" )?rel="noopener nofollow noreferrer" target="_blank")>$/, text)
})

test('a tag that is written into it is text', () => {
  const opened = new Set([...render(['<img src=x>', '<svg onload=x>', '<iframe>', '<form>', '<input>', '<style>', '<script>', '<hx-partial>', '<template>', '<div id=turns>', '<a id=live hx-ws:connect=/x>', '<p data-hx-get=/x>'].join('\n\n')).matchAll(/<(\w[\w-]*)/g)].map(([, name]) => name))
  assert.deepEqual([...opened], ['p'])
})
