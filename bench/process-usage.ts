import { readFile } from 'node:fs/promises'

/** The resident memory of a process in MB; NaN where the system does not say. */
export const residentMb = async (pid: number): Promise<number> => {
  const [, kilobytes = 'unknown'] = /^VmRSS:\s+(\d+) kB/m.exec(await read(`/proc/${pid}/status`)) ?? []
  return (Number(kilobytes) * 1024) / 1e6
}

/** The processor time that a process has used, its own and the system's for it, in steps of 10 ms; NaN where the system does not say. */
export const processorMs = async (pid: number): Promise<number> => {
  // The process's name, in brackets, may hold spaces: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const fields = (await read(`/proc/${pid}/stat`)).replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '')
