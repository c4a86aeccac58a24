import { html } from 'hono/html'
import type { Problem } from '../../app/problem.ts'
import { cardView } from './card.ts'
import { classes, icon } from './form.ts'
import { ids, turnCardsId, turnId, turnSayId } from './ids.ts'
import { markdown } from './markdown.ts'
import { problemView } from './problem.ts'
import type { ShownTurn } from './props-chat.ts'
import type { Access, Html } from './props.ts'
import { actorName, answeredBy } from './words.ts'

/** One exchange: what was said, what was done for it, what the apprentice says, and which of the two answered. */
export const turnView = (turn: ShownTurn, where: { readonly access: Access; readonly profile: number; readonly assistantName: string }): Html => {
  const running = turn.state === 'waiting' || turn.state === 'streaming'
  const done = turn.cards.filter((card) => card.kind === 'done' && card.saw.undo?.kind === 'undo')
  return html`<li class="turn ${turn.state}" id="${turnId(turn.id)}" data-turn="${turn.id}">
${turn.said !== undefined && html`<div class="said-by ${turn.saidBy ?? 'person'}"><span class="${classes('who', turn.saidBy === undefined && 'hidden')}">${actorName(turn.saidBy ?? 'person')}</span><p dir="auto">${turn.said}</p></div>`}
<div class="reply"><span class="who apprentice">${icon('cap')} ${where.assistantName}</span>
<ul class="cards" id="${turnCardsId(turn.id)}">${turn.cards.map((card) => cardView(card, where))}</ul>
${done.length > 1 && html`<button class="link-button undo all" form="${ids.undo}" name="turn" value="${turn.id}">undo all ${done.length}</button>`}
<div class="say${running ? ' live' : ''}" id="${turnSayId(turn.id)}">${running ? turn.say : isToldByProblem(turn) ? '' : markdown(turn.say)}</div>
${running && html`<p class="thinking with-script" role="status">thinking…</p><p class="thinking without-script">It was not done when this page was loaded. <a href="">Load it again</a></p>`}
${turn.problem && !isOnCard(turn, turn.problem) && problemView(turn.problem, where)}
${turn.falseClaim && html`<p class="false-claim" role="note">${icon('warning')} It speaks of a change, but nothing was changed in this turn.</p>`}
${turn.state === 'stopped' && turn.say === '' && html`<p class="muted">stopped</p>`}
${!running && turn.by && html`<p class="by-line">${answeredBy(turn.by)}${turn.by.kind === 'model' && html` · <a href="/p/${where.profile}/turn/${turn.id}">what it was told</a>`}</p>`}</div></li>`
}

/** A refusal is told once: on the card of its command where it has one. */
const isOnCard = ({ cards }: ShownTurn, { message }: Problem): boolean => cards.some((card) => card.kind === 'problem' && card.problem.message === message)

/** The apprentice's words say nothing that the one refusal of the turn does not show; a count to agree to stands only in the words. */
const isToldByProblem = ({ say, problem, by }: ShownTurn): boolean => problem !== undefined && by?.kind !== 'model' && problem.confirm === undefined && say.startsWith(problem.message)
