/** One chart of ECharts in a box: drawn anew when what it shows, its size or the colours change, and given as a picture. */
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { nextTick, onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import { appearance } from './useAppearance'

echarts.use([GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

/** Colours by meaning, as the page has them now. */
export interface Palette { text: string; text2: string; line: string; panel: string; accent: string; earlier: string; warn: string; low: string; high: string; font: string }

function palette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const css = (name: string) => style.getPropertyValue(name).trim()
  const isDark = appearance.value === 'dark'
  return {
    text: css('--text'), text2: css('--text-2'), line: css('--line'), panel: css('--panel-solid'), accent: css('--accent'), earlier: css('--text-3'), warn: css('--at-risk'),
    low: isDark ? '#16233a' : '#eef4fb', high: isDark ? '#7db5f5' : '#0b4a94', font: css('--font-text'),
  }
}

export interface PictureWords { title: string; lines: string[] }

/** @param option what the chart shows, from the colours of the page */
export function useChart(box: Ref<HTMLDivElement | null>, option: (colours: Palette) => object) {
  let chart: echarts.ECharts | null = null
  let resize: ResizeObserver | null = null

  const draw = () => chart?.setOption({ animation: false, ...option(palette()) }, { notMerge: true })

  onMounted(() => {
    if (!box.value) return
    chart = echarts.init(box.value, null, { renderer: 'canvas', devicePixelRatio: Math.min(2, window.devicePixelRatio) })
    draw()
    resize = new ResizeObserver(() => chart?.resize())
    resize.observe(box.value)
  })
  watch(() => option(palette()), draw)
  // The page takes its new colours after this.
  watch(appearance, () => nextTick(() => setTimeout(draw)))
  onBeforeUnmount(() => {
    resize?.disconnect()
    chart?.dispose()
  })

  /** PNG of the chart at twice its size under its title and what it is of, to be pasted elsewhere. */
  async function picture(words: PictureWords): Promise<Blob | null> {
    if (!chart) return null
    const c = palette()
    const scale = 2
    const drawn = chart.renderToCanvas({ pixelRatio: scale, backgroundColor: c.panel })
    const head = (52 + words.lines.length * 22) * scale
    const canvas = document.createElement('canvas')
    canvas.width = drawn.width
    canvas.height = drawn.height + head
    const pen = canvas.getContext('2d')
    if (!pen) return null
    pen.fillStyle = c.panel
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.fillStyle = c.text
    pen.font = `600 ${20 * scale}px ${c.font}`
    pen.fillText(words.title, 16 * scale, 36 * scale)
    pen.fillStyle = c.text2
    pen.font = `${14 * scale}px ${c.font}`
    words.lines.forEach((line, i) => pen.fillText(line, 16 * scale, (62 + i * 22) * scale))
    pen.drawImage(drawn, 0, head)
    return new Promise((done) => canvas.toBlob(done, 'image/png'))
  }

  return { picture }
}
