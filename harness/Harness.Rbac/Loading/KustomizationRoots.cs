namespace Harness.Rbac.Loading;

/// <summary>
/// What kustomizations put together, by the one that is applied. A root is one that may be applied itself: it was given, or no other one
/// takes it in or is above it. Roots with a base in common are taken for variants, of which not every one may be applied.
/// </summary>
internal sealed class KustomizationRoots
{
    private readonly List<Root> _roots;

    /// <summary>Finds them.</summary>
    /// <param name="reach">What each kustomization puts together.</param>
    /// <param name="isGiven">Whether one was named by who asks, and not found in a folder.</param>
    public KustomizationRoots(KustomizationReach reach, Func<Kustomization, bool> isGiven)
    {
        var all = reach.All.Select(one => new Root(one.One, one.Folder, isGiven(one.One), reach.Of(one.One))).ToList();
        var first = all.Where(one => one.IsGiven || !all.Exists(other => other.IsAbove(one))).ToList();
        var roots = first.Where(one => one.IsGiven || !first.Exists(other => other != one && other.Reached.Contains(one.Folder))).ToList();
        var applied = roots.Where(one => one.IsGiven || !one.One.IsComponent).ToList();
        _roots = applied.Count > 0 ? applied : roots;
    }

    /// <summary>Whether any of them puts a file together.</summary>
    public bool Reach(string path) => _roots.Exists(one => one.Reached.Contains(path));

    /// <summary>One that may be applied instead of those that put a file together, and does not; null where there is none.</summary>
    public Kustomization? VariantWithout(string path)
    {
        var variants = _roots.Where(one => one.Reached.Contains(path))
            .Select(one => one.IsGiven ? null : _roots.Find(other => other.IsVariantOf(one) && !other.Reached.Contains(path))).ToList();
        return variants.Contains(null) ? null : variants.FirstOrDefault()?.One;
    }

    /// <summary>One that puts any of some files together, and not another file; null where there is none.</summary>
    public Kustomization? Without(string path, IReadOnlyCollection<string> any) =>
        _roots.Exists(one => one.IsGiven && one.Reached.Contains(path)) ? null
            : _roots.Find(one => !one.Reached.Contains(path) && one.Reached.Overlaps(any))?.One;

    private sealed record Root(Kustomization One, string Folder, bool IsGiven, Reached Paths)
    {
        public IReadOnlySet<string> Reached => Paths.All;

        public bool IsAbove(Root other) => other.Folder != Folder && RealPath.IsWithin(other.Folder, Folder);

        /// <summary>A component is taken in by whoever needs it, and so tells nothing.</summary>
        public bool IsVariantOf(Root other) => other != this && Paths.Bases.Overlaps(other.Paths.Bases);
    }
}
