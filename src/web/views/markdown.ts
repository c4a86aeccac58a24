import { createRequire } from 'node:module'
import { raw } from 'hono/html'
import type MarkdownIt from 'markdown-it'
import type sanitizeHtml from 'sanitize-html'
import type { Html } from './props.ts'

/**
 * Markdown as HTML: the only place where HTML that was not written here reaches a page. HTML in it is text, images are off,
 * links leave by a new tab without a trace, and an allow-list has the last word: no id, class, style or data attribute passes.
 */
export const markdown = (text: string): Html => {
  const { renderer, sanitize } = (loaded ??= load())
  return raw(sanitize(renderer.render(text), allowed))
}

/** Both libraries are loaded for the first text: a start is a tenth faster without them. */
const load = () => {
  const require = createRequire(import.meta.url)
  const Renderer = require('markdown-it') as typeof MarkdownIt // what its type file says of it
  return {
    renderer: new Renderer({ html: false, linkify: true, breaks: true, typographer: false }).disable('image'),
    sanitize: require('sanitize-html') as typeof sanitizeHtml, // as above
  }
}
let loaded: ReturnType<typeof load> | undefined

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'hr', 'em', 'strong', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  allowedAttributes: { a: ['href', 'rel', 'target'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    // A page has its own headings: those of a text stand below them.
    h1: 'h3',
    h2: 'h4',
    a: (_, { href }) => ({ tagName: 'a', attribs: { ...(href === undefined ? {} : { href }), rel: 'noopener nofollow noreferrer', target: '_blank' } }),
  },
}
