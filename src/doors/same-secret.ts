import { hash, timingSafeEqual } from 'node:crypto'

/** Whether what was sent is the secret; takes the same time however much of it is right. */
export const isSameSecret = (sent: string, secret: string): boolean => compareTo(secret)(sent)

/** The same for a secret that is asked for again and again. Two digests are of one length, which the comparison asks for. */
export const compareTo = (secret: string): ((sent: string) => boolean) => {
  const right = digest(secret)
  return (sent) => timingSafeEqual(digest(sent), right)
}

const digest = (text: string): Uint8Array => hash('sha256', text, 'buffer')
