'use client'

import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'

type Props = { what: string; children: ReactNode }

/** One broken part stays one broken part: the rest of the screen goes on. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className="hatched rounded-lg border border-border-strong p-4 text-ui">
        <p className="mb-2 font-medium">{this.props.what} cannot be drawn.</p>
        <Button onClick={() => this.setState({ failed: false })}>Try again</Button>
      </div>
    )
  }
}
