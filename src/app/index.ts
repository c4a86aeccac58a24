export * from './field.ts'
export * from './define.ts'
