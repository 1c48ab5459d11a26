"""What rustworkx takes for the graphs that the engine was timed with: natively compiled passes, called from Python.

Usage: peer.py EDGES...; the files are written by the native bench. Nothing here passes or fails.
"""

import sys
import time

import rustworkx

try:
    import numpy
except ImportError:
    numpy = None

ROUNDS = 15
LARGEST_DENSE = 2_000


def median(work):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return times[len(times) // 2]


def read(name):
    with open(name, encoding="utf-8") as lines:
        first, *rest = lines
    nodes, traffic, weak = first.split()
    journeys, edges = [], []
    for line in rest:
        words = line.split()
        if words[0] == "journey":
            journeys.append((int(words[1]), float(words[2])))
        else:
            edges.append((int(words[0]), int(words[1]), float(words[2])))
    return int(nodes), float(traffic), float(weak), journeys, edges


def graph_of(nodes, edges, kind):
    graph = kind()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(edges)
    return graph


def accumulated(graph, journeys):
    """Traffic of each journey in topological order, summed up in Python."""
    order = rustworkx.topological_sort(graph)
    total = [0.0] * len(graph)
    for entry, rate in journeys:
        arriving = [0.0] * len(graph)
        arriving[entry] = rate
        for node in order:
            here = arriving[node]
            if here:
                total[node] += here
                for _, to, calls in graph.out_edges(node):
                    arriving[to] += here * calls
    return total


def solved(graph, journeys):
    """The same from the equations x = γ + xP, for each journey."""
    matrix = numpy.eye(len(graph))
    for start, to, calls in graph.weighted_edge_list():
        matrix[to, start] -= calls
    rates = numpy.zeros((len(graph), len(journeys)))
    for at, (entry, rate) in enumerate(journeys):
        rates[entry, at] = rate
    return numpy.linalg.solve(matrix, rates).sum(axis=1)


def weak_points(graph, undirected, journeys):
    """Articulation points, and who stands before whom for each journey: no choices, copies or places."""
    found = len(rustworkx.articulation_points(undirected))
    for entry, _ in journeys:
        found += len(rustworkx.immediate_dominators(graph, entry))
    return found


def say(name, took, engine):
    print(f"  {name:<52} {took:>9.3f} ms   {took / engine:>6.1f} × the engine ({engine:.3f} ms)")


def main():
    for name in sys.argv[1:]:
        nodes, traffic, weak, journeys, edges = read(name)
        graph = graph_of(nodes, edges, rustworkx.PyDiGraph)
        undirected = graph_of(nodes, edges, rustworkx.PyGraph)
        print(f"{nodes:,} components, {len(edges):,} connections; rustworkx {rustworkx.__version__}, medians of {ROUNDS}")
        print(f"  {'(the graph built from its edges, counted nowhere)':<52} {median(lambda: graph_of(nodes, edges, rustworkx.PyDiGraph)):>9.3f} ms")
        say("weak points: articulation, dominators", median(lambda: weak_points(graph, undirected, journeys)), weak)
        say("traffic: topological order, summed in Python", median(lambda: accumulated(graph, journeys)), traffic)
        if numpy is None:
            print("  traffic: numpy is not there")
        elif nodes > LARGEST_DENSE:
            print("  traffic: numpy's dense equations do not fit this many components")
        else:
            say("traffic: numpy's dense equations", median(lambda: solved(graph, journeys)), traffic)


main()
