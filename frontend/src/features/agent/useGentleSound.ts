/** Two soft tones when somebody begins to be at risk. Off until the person switches it on, on this device. */
import { ref } from 'vue'

const KEY = 'qingting.me.sound'
const TONES = [660, 880]

export function useGentleSound() {
  const on = ref(localStorage.getItem(KEY) === 'on')
  let context: AudioContext | null = null

  function play(): void {
    if (!on.value) return
    context ??= new AudioContext()
    const start = context.currentTime
    for (const [i, frequency] of TONES.entries()) {
      const tone = new OscillatorNode(context, { frequency, type: 'sine' })
      const volume = new GainNode(context, { gain: 0 })
      const at = start + i * 0.18
      volume.gain.linearRampToValueAtTime(0.08, at + 0.03)
      volume.gain.linearRampToValueAtTime(0, at + 0.16)
      tone.connect(volume).connect(context.destination)
      tone.start(at)
      tone.stop(at + 0.18)
    }
  }

  /** By a press: a browser lets nothing sound before. */
  function toggle(): void {
    on.value = !on.value
    localStorage.setItem(KEY, on.value ? 'on' : 'off')
    play()
  }

  return { on, toggle, play }
}
