/** Keeps what can not be drawn from taking the rest of the chat with it. */
import { Component, type ReactNode } from "react";

type GuardProps = {
  /** What is drawn; another one is tried again. */
  subject: unknown;
  /** Stands in for it when it can not be drawn. */
  fallback: ReactNode;
  children: ReactNode;
};

type GuardState = { subject: unknown; broken: boolean };

export class Guard extends Component<GuardProps, GuardState> {
  override state = { subject: this.props.subject, broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  static getDerivedStateFromProps({ subject }: GuardProps, state: GuardState) {
    return subject === state.subject ? null : { subject, broken: false };
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
