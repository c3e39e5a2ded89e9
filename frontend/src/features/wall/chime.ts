/** What a new critical alert sounds like on walls whose link asks for it. */

let audio: AudioContext | null = null
let isWaiting = false

/** Two soft tones. A browser that wants a touch first stays silent until then. */
export function ring(): void {
  if (isWaiting) return
  const context = (audio ??= new AudioContext())
  isWaiting = true
  void context.resume().then(() => {
    isWaiting = false
    for (const [i, hertz] of [880, 660].entries()) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      volume.gain.value = 0.15
      tone.frequency.value = hertz
      tone.connect(volume).connect(context.destination)
      tone.start(context.currentTime + i * 0.25)
      tone.stop(context.currentTime + i * 0.25 + 0.2)
    }
  })
}
