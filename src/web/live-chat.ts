import type { Table } from '../app/schema.ts'
import type { ChatEvent } from '../apprentice/chat-event.ts'
import { settings } from '../data/settings.ts'
import { gatherCard, gatherProposal } from './gather/card.ts'
import { gatherChat, gatherLearned, gatherTurn } from './gather/chat.ts'
import { gatherModel } from './gather/shell.ts'
import type { Site } from './site.ts'
import { busyFragment, cardFragment, chatItemFragment, chatPiece, learnedFragment, modelFragment, turnFragment, turnsFragment } from './views/fragments.ts'
import type { Access, Html } from './views/props.ts'

/** What the pages of its profile show of one happening of the conversation; `table` is the one whose rows they show. */
export const showChatEvent = ({ desk, apprentice }: Pick<Site, 'desk' | 'apprentice'>, { access, table }: { readonly access: Access; readonly table?: Table }, event: ChatEvent): readonly Html[] => {
  const { profile } = event
  const where = { access, profile, assistantName: settings(desk).assistant_name }
  const standing = (busy: boolean): Html => busyFragment({ access, profile, busy, waiting: apprentice.waiting(profile) })
  switch (event.kind) {
    case 'started': {
      const turn = gatherTurn(desk, event.turn, true)
      return [...(turn ? [chatItemFragment(turn, where)] : []), standing(true)]
    }
    case 'piece': return [chatPiece(event.turn, event.text)]
    case 'card': return [cardFragment(event.turn, gatherCard(desk, profile, event.result), where)]
    case 'proposal': return [cardFragment(event.turn, gatherProposal(desk, event.proposal), where)]
    case 'problem': return [cardFragment(event.turn, { kind: 'problem', problem: event.problem }, where)]
    case 'ended': {
      const turn = gatherTurn(desk, event.turn, false)
      return [...(turn ? [turnFragment(turn, where)] : []), standing(apprentice.status().busy.includes(profile)), learnedFragment(gatherLearned(desk, table?.app)), modelFragment(gatherModel(apprentice))]
    }
    case 'waits': return [standing(true)]
    case 'answered': {
      const turn = gatherTurn(desk, event.turn, false)
      return turn ? [turnFragment(turn, where)] : []
    }
    case 'cleared': return [turnsFragment(gatherChat({ desk, apprentice }, { access, profile, ...(table && { table }) }))]
  }
}
