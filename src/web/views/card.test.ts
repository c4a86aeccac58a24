import assert from 'node:assert/strict'
import { test } from 'node:test'
import { samples } from '../../../test/view-samples.ts'
import { cardView } from './card.ts'

test('Yes and No stand side by side, and the box of the yes after both', async () => {
  const { access, proposal } = samples('x')
  const shown = async (grantable: boolean) => String(await cardView({ kind: 'proposal', proposal, text: 'x', grantable }, { access, profile: 1 }))
  assert.match(await shown(true), /<form [^>]*id="proposal-1-yes"[\s\S]*>Yes<\/button><\/form>\s*<form [\s\S]*>No<\/button><\/form>[\s\S]*<input type="checkbox" name="grant" value="1" form="proposal-1-yes">/)
  assert.doesNotMatch(await shown(false), /checkbox/)
})
