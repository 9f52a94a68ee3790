using Harness.Rbac.Auditing;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Learning;

/// <summary>Paths as a policy may keep them: none that looks like a secret, and none that another one covers.</summary>
internal static class LearntPaths
{
    private const string Root = "/";

    /// <summary>Puts all below its place in the stead of what looks like a secret, and joins what one of them covers.</summary>
    /// <param name="paths">What was called.</param>
    /// <param name="leaveOut">Told of what looks like a secret right below the root: in its stead, every path would be open.</param>
    public static IReadOnlyList<CalledPath> Of(IEnumerable<CalledPath> paths, Action<CalledPath> leaveOut)
    {
        var all = new List<CalledPath>();
        foreach (var path in paths)
        {
            var masked = Masked(path);
            if (masked.Path == Root && path.Path != Root)
                leaveOut(path);
            else
                all.Add(masked);
        }

        var prefixes = all.Where(path => path.IsPrefix).OrderBy(path => path.Path.Length).ToList();
        return [.. all.GroupBy(path => prefixes.Find(prefix => Covers(prefix, path)) ?? path, Same).Select(Join)];
    }

    private static IEqualityComparer<CalledPath> Same { get; } = EqualityComparer<CalledPath>.Create(
        (a, b) => a?.Path == b?.Path && a?.IsPrefix == b?.IsPrefix, path => path.Path.GetHashCode(StringComparison.Ordinal));

    private static CalledPath Masked(CalledPath path)
    {
        var masked = SecretMask.Of(path.Path);
        if (masked == path.Path)
            return path;
        var same = masked.Zip(path.Path).TakeWhile(pair => pair.First == pair.Second).Count();
        var place = path.Path[..Math.Min(same, path.Path.Length - 1)].LastIndexOf('/');
        return path with { Path = path.Path[..(Math.Max(place, 0) + 1)], IsPrefix = true };
    }

    private static bool Covers(CalledPath prefix, CalledPath path) => path.Path.StartsWith(prefix.Path, StringComparison.Ordinal)
        && (path.IsPrefix || path.Path.Length > prefix.Path.Length) && CallPath.IsPlain(path.Path);

    private static CalledPath Join(IGrouping<CalledPath, CalledPath> same) => same.Key with
    {
        Count = same.Sum(one => one.Count),
        Last = same.Max(one => one.Last),
        Different = same.Sum(one => one.Different),
    };
}
