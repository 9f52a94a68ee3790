#if HELLO_APP // compiled into the workload's image too, whose tests see both
namespace HelloApp.Admission;
#else
using Harness.Rbac.Questions;

namespace Harness.Rbac.Admission;
#endif

/// <summary>
/// The paths of a rule, to be found without looking at each: a rule may have thousands, and a validation asks about all of them.
/// </summary>
/// <param name="paths">Paths by resource name.</param>
internal sealed class PathLookup(IReadOnlyDictionary<string, IReadOnlyList<string>> paths)
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _paths = paths;
    private HashSet<string>? _guarded;
    private Dictionary<string, Patterns>? _byName;

    /// <summary>Whether one of the names is of a service.</summary>
    public bool Guards(string service) => (_guarded ??= [.. _paths.Keys.Select(PathRule.ServiceOf)]).Contains(service);

    /// <summary>Whether a path of a name is meant, as <see cref="CallPath.IsMeant"/> says it of one pattern.</summary>
    public bool Means(string name, string path) =>
        (_byName ??= _paths.ToDictionary(one => one.Key, one => new Patterns(one.Value))).TryGetValue(name, out var patterns)
        && patterns.Mean(path);

    /// <summary>It is its paths: two rules with the same are the same.</summary>
    public override bool Equals(object? obj) => obj is PathLookup other && ReferenceEquals(_paths, other._paths);

    /// <inheritdoc/>
    public override int GetHashCode() => _paths.GetHashCode();

    private sealed class Patterns(IReadOnlyList<string> all)
    {
        private readonly HashSet<string> _exact = [.. all];

        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _folders = all
            .Where(one => one.EndsWith(CallPath.Below, StringComparison.Ordinal)).Select(one => one[..^1])
            .ToHashSet().GetAlternateLookup<ReadOnlySpan<char>>();

        public bool Mean(string path) => _exact.Contains(path) || (_folders.Set.Count > 0 && CallPath.IsPlain(path) && IsBelowOne(path));

        /// <summary>From the inside out: each slash ends the name of a folder that the path is in.</summary>
        private bool IsBelowOne(ReadOnlySpan<char> path)
        {
            for (var end = path.LastIndexOf('/'); end >= 0; end = path[..end].LastIndexOf('/'))
            {
                if (_folders.Contains(path[..(end + 1)]))
                    return true;
            }

            return false;
        }
    }
}
