'use client'

import 'uplot/dist/uPlot.min.css'
import './line-chart.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { chartColours, dashes, onThemeChange } from './chart-colours.ts'
import {
  chartFontSize,
  drawEndLabels,
  drawGaps,
  drawMarks,
  drawThresholds,
  type Mark,
  type Threshold,
} from './draw-on-chart.ts'
import { type Column, gapsOf } from './gaps.ts'
import { forgetFrame, onceAFrame } from './once-a-frame.ts'
import { tickLabel, timeTicks } from './time-ticks.ts'
import type { TimeView } from './time-view.ts'
import { zoomTo } from './time-window.ts'

export type ChartData = { at: readonly number[]; columns: readonly Column[]; silenceMs: number }

export type LineChartProps = {
  view: TimeView
  /** read at every drawing; the arrays may grow in place */
  read: () => ChartData
  /** tells when there is something new to draw */
  onData: (listener: () => void) => () => void
  labels: readonly string[]
  /** the scale that all charts of one kind share */
  range: () => readonly [number, number]
  thresholds: readonly Threshold[]
  /** named steps instead of round numbers on the scale; their lines go without a name of their own */
  steps?: readonly Threshold[]
  zone: string
  height: number
  /** stretches to shade, and when they change; both must stay the same functions */
  marks?: () => readonly Mark[]
  onMarks?: (listener: () => void) => () => void
}

/**
 * Lines over time on a canvas. New data, a moved window and a moved cursor go straight to the canvas:
 * React renders this once. The caller says in words what it shows (`role="img"` belongs to the caller).
 */
export function LineChart(props: LineChartProps) {
  const holder = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  latest.current = props
  const { view, onData, onMarks } = props

  useEffect(() => {
    const element = holder.current
    if (!element) return
    const u = new uPlot(optionsOf(latest, element.clientWidth), dataOf(latest.current.read()), element)
    let drawn = { from: 0, to: 0 }
    const update = () => {
      drawn = view.window()
      u.batch(() => {
        u.setData(dataOf(latest.current.read()), false)
        const { from, to } = drawn
        u.setScale('x', { min: from, max: to })
      })
      placeCursor(u, view)
    }
    const later = () => onceAFrame(update)
    // In a wide window one second is less than a pixel: drawing it again would show nothing new.
    const moved = () => (differs(view.window(), drawn, u.over.clientWidth) ? later() : placeCursor(u, view))
    const pointed = () => placeCursor(u, view)
    // A window that follows moves every second anyway and draws the new data then.
    const news = () => view.window().following || later()
    const pin = () => view.pin(view.cursor())
    u.over.addEventListener('click', pin)
    followMouse(u, view)
    const sized = new ResizeObserver(() => {
      const width = element.clientWidth
      if (width > 0 && width !== u.width) u.setSize({ width, height: latest.current.height })
    })
    sized.observe(element)
    update()
    const stops = [onData(news), view.onWindow(moved), view.onCursor(pointed), onThemeChange(later)]
    if (onMarks) stops.push(onMarks(later))
    return () => {
      for (const stop of stops) stop()
      forgetFrame(update)
      sized.disconnect()
      u.destroy()
    }
  }, [view, onData, onMarks])

  return <div className="line-chart" ref={holder} style={{ height: props.height }} />
}

type Span = { from: number; to: number }

/** The first line is the main one: it is drawn last, over the others. */
function dataOf({ at, columns }: ChartData): uPlot.AlignedData {
  return [at, ...columns.toReversed()] as uPlot.AlignedData
}

function differs(a: Span, b: Span, width: number): boolean {
  const msPerPixel = (a.to - a.from) / Math.max(1, width)
  return Math.abs(a.from - b.from) >= msPerPixel || Math.abs(a.to - b.to) >= msPerPixel
}

function placeCursor(u: uPlot, view: TimeView) {
  const at = view.cursor()
  const { from, to } = view.window()
  const left = at === null || at < from || at > to ? -10 : u.valToPos(at, 'x')
  u.setCursor({ left, top: 10 }, false)
}

function optionsOf(latest: { current: LineChartProps }, width: number): uPlot.Options {
  const { labels, height, view } = latest.current
  return {
    width,
    height,
    ms: 1,
    padding: [6, labels.length > 1 ? 58 : 8, 0, 0],
    legend: { show: false },
    cursor,
    scales: {
      x: { time: true, range: (_u, min, max) => [min, max] },
      y: { range: () => [...latest.current.range()] as [number, number] },
    },
    series: [{}, ...labels.map((_label, i) => lineOf(i)).reverse()],
    axes: axesOf(latest),
    hooks: {
      drawClear: [
        (u) => drawGaps(u, gapsShown(latest.current)),
        (u) => drawMarks(u, latest.current.marks?.() ?? []),
      ],
      draw: [
        (u) => {
          drawThresholds(u, latest.current.thresholds)
          if (latest.current.labels.length > 1) drawEndLabels(u, latest.current.labels)
        },
      ],
      setSelect: [(u) => zoomToSelection(u, view)],
    },
  }
}

function gapsShown({ read, view }: LineChartProps) {
  const { at, columns, silenceMs } = read()
  const { from, to } = view.window()
  return gapsOf(at, columns, silenceMs, from, to)
}

function lineOf(i: number): uPlot.Series {
  const dash = dashes[i]
  return {
    stroke: () => chartColours().series[i] ?? '',
    width: 1.5,
    ...(dash && dash.length > 0 ? { dash } : {}),
    points: { show: false },
    spanGaps: false,
  }
}

function axesOf(latest: { current: LineChartProps }): uPlot.Axis[] {
  const look = {
    stroke: () => chartColours().text3,
    font: `${chartFontSize}px "Inter Variable", ui-sans-serif, system-ui, sans-serif`,
    grid: { stroke: () => chartColours().grid, width: 1 },
    ticks: { show: false },
  }
  return [
    {
      ...look,
      size: 20,
      gap: 4,
      splits: (u, _axis, min, max) => timeTicks(min, max, Math.max(2, Math.floor(u.width / 90))).at,
      values: (u, splits) => {
        const { stepMs } = timeTicks(
          u.scales.x?.min ?? 0,
          u.scales.x?.max ?? 1,
          Math.max(2, Math.floor(u.width / 90)),
        )
        return splits.map((at) => tickLabel(at, stepMs, latest.current.zone))
      },
    },
    latest.current.steps ? steppedAxis(look, latest.current.steps) : { ...look, size: 34, gap: 4, space: 26 },
  ]
}

function steppedAxis(look: uPlot.Axis, steps: readonly Threshold[]): uPlot.Axis {
  return {
    ...look,
    size: 48,
    gap: 4,
    splits: () => steps.map((step) => step.value),
    filter: (_u, splits) => splits,
    values: (_u, splits) => splits.map((at) => steps.find((step) => step.value === at)?.label ?? ''),
  }
}

const cursor: uPlot.Cursor = {
  y: false,
  drag: { x: true, y: false, setScale: false, dist: 4 },
  points: { size: 6 },
  bind: { dblclick: () => () => null },
}

/** uPlot's own cursor hook also fires when the window moves under a resting cursor, so the mouse is asked itself. */
function followMouse(u: uPlot, view: TimeView) {
  u.over.addEventListener('mousemove', (event) => view.hover(u.posToVal(event.clientX - u.rect.left, 'x')))
  u.over.addEventListener('mouseleave', () => view.hover(null))
}

function zoomToSelection(u: uPlot, view: TimeView) {
  const { left, width } = u.select
  if (width < 4) return
  const from = u.posToVal(left, 'x')
  const to = u.posToVal(left + width, 'x')
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
  view.change((window) => zoomTo(window, from, to))
}
