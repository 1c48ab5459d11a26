"""What rustworkx, SciPy and numpy take for what the engine was asked: compiled passes, called from Python.

Usage: peer.py GRAPHS...; the files are written by the native bench, with what the engine finds. Each peer has to find
the same; else it is said. The engine is asked in turns with them, so that what disturbs one disturbs the other. Nothing
here passes or fails.
"""

import subprocess
import sys
import time

import numpy
import rustworkx
import scipy
from scipy.sparse import csr_array, identity
from scipy.sparse.linalg import splu

ROUNDS = 25
SAMPLE_MS = 20.0
# Where numbers are added up in another order, their last digits differ.
TOLERANCE = 1e-9


class Drawn:
    """A graph with its journeys, and what the engine finds."""

    def __init__(self, name):
        self.journeys, self.ids, self.edges, at_nodes, over_edges = [], [], [], [], []
        with open(name, encoding="utf-8") as lines:
            for line in lines:
                word, *words = line.split()
                if word == "engine":
                    self.thousands, self.program = words
                elif word == "journey":
                    entry, rate, factor, writes = words
                    self.journeys.append((int(entry), float(rate), float(factor), int(writes)))
                elif word == "node":
                    self.ids.append(words[0])
                    at_nodes.append([float(rate) for rate in words[1:]])
                else:
                    start, to, reads, writes, output = words[:5]
                    self.edges.append((int(start), int(to), (float(reads), float(writes), output)))
                    over_edges.append([float(rate) for rate in words[5:]])
        self.at_nodes, self.over_edges = numpy.array(at_nodes), numpy.array(over_edges)
        self.named = [(self.ids[start], self.ids[to], weight) for start, to, weight in self.edges]
        self.graph = self.build(rustworkx.PyDiGraph)
        self.undirected = self.build(rustworkx.PyGraph)

    def build(self, kind):
        graph = kind()
        graph.add_nodes_from(range(len(self.ids)))
        graph.add_edges_from([(start, to, (at, *weight)) for at, (start, to, weight) in enumerate(self.edges)])
        return graph


# Traffic: reads and writes, average and peak, of each component and each connection; and of each journey what one
# request brings to both.


def summed(graph, order, journeys, edge_count):
    """Along a topological order, summed up in Python."""
    outgoing = [(node, [(to, *weight) for _, to, weight in graph.out_edges(node)]) for node in order]
    nodes = len(order)
    totals = [[0.0] * nodes for _ in range(4)] + [[0.0] * edge_count for _ in range(4)]
    reads, writes, peak_reads, peak_writes, over_reads, over_writes, over_peak_reads, over_peak_writes = totals
    of_each = []
    for entry, rate, factor, begins_as_write in journeys:
        peak = rate * factor
        visit_reads, visit_writes = [0.0] * nodes, [0.0] * nodes
        call_reads, call_writes = [0.0] * edge_count, [0.0] * edge_count
        if begins_as_write:
            visit_writes[entry] = 1.0
        else:
            visit_reads[entry] = 1.0
        for node, edges in outgoing:
            here_reads, here_writes = visit_reads[node], visit_writes[node]
            if not here_reads and not here_writes:
                continue
            reads[node] += here_reads * rate
            writes[node] += here_writes * rate
            peak_reads[node] += here_reads * peak
            peak_writes[node] += here_writes * peak
            for to, edge, of_reads, of_writes, output in edges:
                on_reads, on_writes = here_reads * of_reads, here_writes * of_writes
                if output == "writes":
                    on_reads, on_writes = 0.0, on_reads + on_writes
                elif output == "reads":
                    on_reads, on_writes = on_reads + on_writes, 0.0
                call_reads[edge], call_writes[edge] = on_reads, on_writes
                visit_reads[to] += on_reads
                visit_writes[to] += on_writes
                over_reads[edge] += on_reads * rate
                over_writes[edge] += on_writes * rate
                over_peak_reads[edge] += on_reads * peak
                over_peak_writes[edge] += on_writes * peak
        of_each.append((visit_reads, visit_writes, call_reads, call_writes))
    return totals, of_each


def with_rustworkx(drawn):
    graph = drawn.graph
    return summed(graph, rustworkx.topological_sort(graph), drawn.journeys, len(drawn.edges))[0]


def from_ids(drawn):
    """The same after an edit: the graph is built from what people wrote."""
    graph = rustworkx.PyDiGraph()
    numbers = dict(zip(drawn.ids, graph.add_nodes_from(drawn.ids)))
    graph.add_edges_from(
        [(numbers[start], numbers[to], (at, *weight)) for at, (start, to, weight) in enumerate(drawn.named)]
    )
    return summed(graph, rustworkx.topological_sort(graph), drawn.journeys, len(drawn.edges))[0]


class Arrays:
    """The same graph as arrays, made once and counted nowhere."""

    def __init__(self, drawn):
        edges = drawn.edges
        self.nodes = len(drawn.ids)
        self.start = numpy.array([edge[0] for edge in edges])
        self.to = numpy.array([edge[1] for edge in edges])
        of_reads = numpy.array([edge[2][0] for edge in edges])
        of_writes = numpy.array([edge[2][1] for edge in edges])
        output = numpy.array([edge[2][2] for edge in edges])
        # What comes out as reads and as writes, of each read and of each write.
        self.reads_of = [numpy.where(output == "writes", 0, of_reads), numpy.where(output == "reads", of_writes, 0)]
        self.writes_of = [numpy.where(output == "writes", of_reads, 0), numpy.where(output == "reads", 0, of_writes)]
        # Twice for each component: its reads, then its writes.
        parts = [(self.reads_of[0], 0, 0), (self.reads_of[1], 1, 0), (self.writes_of[0], 0, 1), (self.writes_of[1], 1, 1)]
        size = 2 * self.nodes
        rows = numpy.concatenate([self.to + arrive * self.nodes for _, _, arrive in parts])
        columns = numpy.concatenate([self.start + leave * self.nodes for _, leave, _ in parts])
        weights = numpy.concatenate([weight for weight, _, _ in parts])
        kept = weights != 0
        self.onward = csr_array((weights[kept], (rows[kept], columns[kept])), shape=(size, size))
        self.equations = (identity(size, format="csr") - self.onward).tocsc()
        self.begin = numpy.zeros((size, len(drawn.journeys)))
        for at, (entry, _, _, begins_as_write) in enumerate(drawn.journeys):
            self.begin[entry + begins_as_write * self.nodes, at] = 1.0
        self.rates = numpy.array([[rate, rate * factor] for _, rate, factor, _ in drawn.journeys])
        # By step from the beginnings: the edges that leave it.
        depth = numpy.zeros(self.nodes, dtype=int)
        for node in rustworkx.topological_sort(drawn.graph):
            for _, to, _ in drawn.graph.out_edges(node):
                depth[to] = max(depth[to], depth[node] + 1)
        self.layers = [numpy.flatnonzero(depth[self.start] == at) for at in range(depth.max())]

    def totals(self, visits):
        """What is asked, from what one request of each journey brings to each component."""
        reads, writes = visits[: self.nodes], visits[self.nodes :]
        from_reads, from_writes = reads[self.start], writes[self.start]
        call_reads = from_reads * self.reads_of[0][:, None] + from_writes * self.reads_of[1][:, None]
        call_writes = from_reads * self.writes_of[0][:, None] + from_writes * self.writes_of[1][:, None]
        found = []
        for of_reads, of_writes in [(reads, writes), (call_reads, call_writes)]:
            found += [of_reads @ self.rates[:, 0], of_writes @ self.rates[:, 0]]
            found += [of_reads @ self.rates[:, 1], of_writes @ self.rates[:, 1]]
        return found

    def with_scipy(self):
        """Equations x = γ + xP, all journeys at once: a matrix as good as triangular, factorised and solved."""
        return self.totals(splu(self.equations, permc_spec="NATURAL", diag_pivot_thresh=0.0).solve(self.begin))

    def with_numpy(self):
        """Layer by layer, all journeys at once."""
        visits = self.begin.copy()
        reads, writes = visits[: self.nodes], visits[self.nodes :]
        for layer in self.layers:
            start, to = self.start[layer], self.to[layer]
            from_reads, from_writes = reads[start], writes[start]
            reads_of = [of[layer, None] for of in self.reads_of]
            writes_of = [of[layer, None] for of in self.writes_of]
            numpy.add.at(reads, to, from_reads * reads_of[0] + from_writes * reads_of[1])
            numpy.add.at(writes, to, from_reads * writes_of[0] + from_writes * writes_of[1])
        return self.totals(visits)


def weak_points(drawn):
    """Articulation points, and who stands before whom for each journey: no choices, copies or places."""
    found = len(rustworkx.articulation_points(drawn.undirected))
    for entry, *_ in drawn.journeys:
        found += len(rustworkx.immediate_dominators(drawn.graph, entry))
    return found


def losses(drawn):
    """Whose loss keeps a journey from one of the ends that it reaches, marked in Python along the dominators."""
    graph, found = drawn.graph, 0
    ends = [node for node in graph.node_indices() if not graph.out_degree(node)]
    for entry, *_ in drawn.journeys:
        before = rustworkx.immediate_dominators(graph, entry)
        stands_before = set()
        for node in ends:
            while node in before and node not in stands_before:
                stands_before.add(node)
                node = before[node]
        found += len(stands_before)
    return found


class Engine:
    """The engine, in a process that waits meanwhile."""

    def __init__(self, drawn):
        command = [drawn.program, f"answers={drawn.thousands}"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def takes(self, work):
        self.process.stdin.write(work + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def sample(work):
    runs, start = 0, time.perf_counter()
    while runs == 0 or (time.perf_counter() - start) * 1e3 < SAMPLE_MS:
        work()
        runs += 1
    return (time.perf_counter() - start) * 1e3 / runs


def quantile(values, share):
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def compare(name, work, engine, question):
    """In turns; the ratio is the median of those of neighbours, with its quartiles."""
    work(), engine.takes(question)
    peers, engines = [], []
    for _ in range(ROUNDS):
        peers.append(sample(work))
        engines.append(engine.takes(question))
    ratios = [peer / ours for peer, ours in zip(peers, engines)]
    low, middle, high = (quantile(ratios, share) for share in (0.25, 0.5, 0.75))
    print(
        f"  {name:<58} best {min(peers):>8.3f}, median {quantile(peers, 0.5):>8.3f} ms;"
        f" engine {min(engines):>6.3f}, {quantile(engines, 0.5):>6.3f} ms; {middle:>5.1f} × ({low:.1f} to {high:.1f})"
    )


def check(name, drawn, totals):
    expected = [*drawn.at_nodes.T, *drawn.over_edges.T]
    worst = 0.0
    for found, sought in zip(totals, expected, strict=True):
        error = numpy.abs(numpy.array(found) - sought) / numpy.maximum(numpy.abs(sought), 1e-9)
        worst = max(worst, error.max())
    if worst > TOLERANCE:
        print(f"  {name}: DIFFERS FROM THE ENGINE by {worst:.1e} of a figure")


def main():
    for name in sys.argv[1:]:
        drawn = Drawn(name)
        arrays, engine = Arrays(drawn), Engine(drawn)
        print(
            f"{len(drawn.ids):,} components, {len(drawn.edges):,} connections, {len(drawn.journeys)} journeys;"
            f" rustworkx {rustworkx.__version__}, SciPy {scipy.__version__}, numpy {numpy.__version__}"
        )
        rows = [
            ("traffic: rustworkx's order, summed up in Python", lambda: with_rustworkx(drawn), "traffic"),
            ("traffic from ids: the same, and the graph built before", lambda: from_ids(drawn), "traffic-from-ids"),
            ("traffic: SciPy's sparse equations, the matrix given", arrays.with_scipy, "traffic"),
            ("traffic: numpy, layer by layer, the layers given", arrays.with_numpy, "traffic"),
        ]
        for row, work, question in rows:
            check(row, drawn, work())
            compare(row, work, engine, question)
        compare("weak points: rustworkx's articulation, dominators", lambda: weak_points(drawn), engine, "weak-points")
        compare("weak points: its dominators, marked in Python", lambda: losses(drawn), engine, "weak-points")
        engine.stop()


main()
