import { hash, timingSafeEqual } from 'node:crypto'

/** Whether what was sent is the secret; takes the same time however much of it is right. Two digests are of one length, which the comparison asks for. */
export const isSameSecret = (sent: string, secret: string): boolean => timingSafeEqual(hash('sha256', sent, 'buffer'), hash('sha256', secret, 'buffer'))
