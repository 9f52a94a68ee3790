using Harness.Rbac.Questions;

namespace Harness.Rbac.Auditing;

/// <summary>A path, or all below one, with how often it was called.</summary>
/// <param name="Path">The path; or what all of them begin with, a slash at its end.</param>
/// <param name="IsPrefix">Whether it stands for all below it.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When last; null where the log does not say.</param>
/// <param name="Different">How many different paths it stands for, at least.</param>
public sealed record CalledPath(string Path, bool IsPrefix, long Count, DateTimeOffset? Last, int Different)
{
    /// <summary>As a policy writes it: <c>/metrics</c>, <c>/users/*</c>.</summary>
    public string Pattern => IsPrefix ? $"{Path}*" : Path;
}

/// <summary>
/// Paths with how often they were called. Where more than a few differ in the same place, as with ids, the place is taken for any: the
/// result does not depend on the order of the calls.
/// </summary>
public sealed class PathTree
{
    private const int MostOdd = 1000;
    private const int Deepest = 64;
    private readonly Node _root = new();
    private readonly Dictionary<string, Node> _odd = new(StringComparer.Ordinal);
    private readonly int _most;
    private readonly PathRoom _room;

    /// <param name="most">How many different names in one place are told apart.</param>
    /// <param name="room">How many more paths can be kept; shared by several trees.</param>
    internal PathTree(int most, PathRoom room) => (_most, _room) = (most, room);

    /// <summary>Counts a call.</summary>
    /// <returns>False when there was no room for another path.</returns>
    internal bool Add(string path, DateTimeOffset? time)
    {
        if (!CallPath.IsPlain(path))
            return AddOdd(path, time);
        var node = _root;
        var rest = path.AsSpan(1);
        for (var depth = 1; !node.IsAny; depth++)
        {
            var cut = depth < Deepest ? rest.IndexOf('/') : -1;
            var name = cut < 0 ? rest : rest[..(cut + 1)];
            if (node.Find(name) is not { } next)
            {
                if (node.Below.Count < _most)
                {
                    if (!_room.Take())
                        return false;
                    next = node.Make(name);
                }
                else
                {
                    _room.Return(node.BecomeAny());
                    break;
                }
            }

            node = next;
            if (cut < 0)
                break;
            rest = rest[(cut + 1)..];
        }

        node.Count(time);
        return true;
    }

    /// <summary>
    /// What does not stand for itself never vanishes among others: a step up would hide in any place below which many were called.
    /// </summary>
    private bool AddOdd(string path, DateTimeOffset? time)
    {
        if (!_odd.TryGetValue(path, out var node))
        {
            if (_odd.Count >= MostOdd || !_room.Take())
                return false;
            _odd[path] = node = new Node();
        }

        node.Count(time);
        return true;
    }

    /// <summary>All, in the order of their names.</summary>
    public IReadOnlyList<CalledPath> All
    {
        get
        {
            var all = new List<CalledPath>();
            Gather(_root, "/", all);
            all.AddRange(_odd.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new CalledPath(pair.Key, false, pair.Value.Calls, pair.Value.Last, 1)));
            return all;
        }
    }

    /// <summary>A name ends in a slash where more follows: <c>/users</c> and <c>/users/</c> are two paths.</summary>
    private static void Gather(Node node, string path, List<CalledPath> all)
    {
        if (node.Calls > 0)
            all.Add(new CalledPath(path, node.IsAny, node.Calls, node.Last, node.IsAny ? node.Different : 1));
        foreach (var (name, below) in node.Below.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Gather(below, path + name, all);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Below { get; private set; } = new(StringComparer.Ordinal);

        public bool IsAny { get; private set; }

        public long Calls { get; private set; }

        public int Different { get; private set; }

        public DateTimeOffset? Last { get; private set; }

        public Node? Find(ReadOnlySpan<char> name) =>
            Below.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var node) ? node : null;

        public Node Make(ReadOnlySpan<char> name) => Below[name.ToString()] = new Node();

        public void Count(DateTimeOffset? time, long calls = 1)
        {
            Calls += calls;
            if (time is { } at && !(Last >= at))
                Last = at;
        }

        /// <summary>Takes over what is below it.</summary>
        /// <returns>How many there were.</returns>
        public int BecomeAny()
        {
            var (nodes, paths) = (0, 0);
            TakeOver(this);
            (IsAny, Below, Different) = (true, [], paths + 1);
            return nodes;

            void TakeOver(Node of)
            {
                foreach (var below in of.Below.Values)
                {
                    nodes++;
                    paths += below.Calls > 0 ? Math.Max(1, below.Different) : 0;
                    Count(below.Last, below.Calls);
                    TakeOver(below);
                }
            }
        }
    }
}

/// <summary>Room for paths, so that no log needs more memory than that.</summary>
/// <param name="paths">How many.</param>
internal sealed class PathRoom(int paths)
{
    private int _left = paths;

    /// <summary>Takes a place.</summary>
    public bool Take() => _left > 0 && _left-- > 0;

    /// <summary>Gives places back.</summary>
    public void Return(int places) => _left += places;
}
