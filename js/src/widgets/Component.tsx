/** Draws a component of a widget, whatever type it is of. */
import { type ComponentType, memo, type ReactElement } from "react";
import { Badge } from "./Badge";
import { Basic } from "./Basic";
import { Box } from "./Box";
import { Button } from "./Button";
import { Caption } from "./Caption";
import { Card } from "./Card";
import { Chart } from "./Chart";
import { Checkbox } from "./Checkbox";
import { DatePicker } from "./DatePicker";
import { Divider } from "./Divider";
import { Form } from "./Form";
import { Icon } from "./Icon";
import { Image } from "./Image";
import { Input } from "./Input";
import { Note, t } from "./kit";
import { Label } from "./Label";
import { ListView } from "./ListView";
import { ListViewItem } from "./ListViewItem";
import { Markdown } from "./Markdown";
import { childrenOf, keysOf, type Node } from "./node";
import { RadioGroup } from "./RadioGroup";
import { Select } from "./Select";
import { Spacer } from "./Spacer";
import { Table, TableCell, TableRow } from "./Table";
import { Text } from "./Text";
import { Textarea } from "./Textarea";
import { Title } from "./Title";
import { Transition } from "./Transition";
import { Unknown } from "./Unknown";

/** What each component gets: its data, and the components in it, ready to be placed. */
export type Drawn = { node: Node; children: readonly ReactElement[] };

const COMPONENTS: Readonly<Record<string, ComponentType<Drawn>>> = {
  Badge,
  Basic,
  Box,
  Button,
  Caption,
  Card,
  Chart,
  Checkbox,
  Col: Box,
  DatePicker,
  Divider,
  Form,
  Icon,
  Image,
  Input,
  Label,
  ListView,
  ListViewItem,
  Markdown,
  RadioGroup,
  Row: Box,
  Select,
  Spacer,
  Table,
  "Table.Cell": TableCell,
  "Table.Row": TableRow,
  Text,
  Textarea,
  Title,
  Transition,
};

// Servers refuse widgets that are deeper; this keeps what comes from others from blocking the page.
const DEEPEST = 60;

type ComponentProps = { node: Node; depth: number };

/** Renders again only when its own data is another object. */
export const Component = memo(function Component({ node, depth }: ComponentProps) {
  if (depth > DEEPEST) return <Note text={t("widget.tooDeep")} />;
  const Type = Object.hasOwn(COMPONENTS, node.type) ? COMPONENTS[node.type] : undefined;
  const nodes = childrenOf(node);
  const keys = keysOf(nodes);
  const children = nodes.map((child, index) => (
    <Component key={keys[index]} node={child} depth={depth + 1} />
  ));
  return Type ? <Type node={node}>{children}</Type> : <Unknown node={node}>{children}</Unknown>;
});
