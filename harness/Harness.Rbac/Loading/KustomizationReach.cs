namespace Harness.Rbac.Loading;

/// <summary>What a kustomization puts together, directly or by others: paths without links.</summary>
/// <param name="All">Files and the folders of kustomizations, its own not among them unless it comes back to itself.</param>
/// <param name="Bases">Those of the folders that are no components.</param>
/// <param name="By">The kustomizations that put them together, it first.</param>
internal sealed record Reached(IReadOnlySet<string> All, IReadOnlySet<string> Bases, IReadOnlyList<Kustomization> By);

/// <summary>Follows kustomizations from one to the next.</summary>
/// <param name="used">Those that kustomize would find, each with its folder without links.</param>
/// <param name="files">The files that are known.</param>
internal sealed class KustomizationReach(IReadOnlyList<(string Folder, Kustomization One)> used, KnownFiles files)
{
    private readonly Dictionary<Kustomization, Reached> _reached = [];
    private readonly ILookup<string, Kustomization> _inFolder = used.ToLookup(one => one.Folder, one => one.One);

    /// <summary>Those that kustomize would find.</summary>
    public IReadOnlyList<(string Folder, Kustomization One)> All => used;

    /// <summary>Whether a folder has one.</summary>
    public bool HasOneIn(string folder) => _inFolder.Contains(folder);

    /// <summary>Whether one takes in what is in a folder that it lists.</summary>
    public bool TakesIn(Kustomization one, string folder) => Inner(one, folder, Resources(one)).Any();

    /// <summary>What one puts together.</summary>
    public Reached Of(Kustomization one)
    {
        if (!_reached.TryGetValue(one, out var reached))
            _reached[one] = reached = Follow(one);
        return reached;
    }

    /// <summary>The files that an entry of one brings, it itself or what is in its folder.</summary>
    public IEnumerable<string> FilesOf(Kustomization one, string entry) => files.PathOf(one.File, entry) is not { } path ? []
        : Inner(one, path, Resources(one)).SelectMany(inner => Of(inner).All).Where(inside => !HasOneIn(inside))
            .Concat(HasOneIn(path) ? [] : [path]).Distinct();

    private Reached Follow(Kustomization first)
    {
        var (all, bases, by, left) = (new HashSet<string>(), new HashSet<string>(), new List<Kustomization>(), new Stack<Kustomization>());
        left.Push(first);
        while (left.TryPop(out var one))
        {
            by.Add(one);
            var resources = Resources(one);
            foreach (var path in one.Entries.Select(entry => files.PathOf(one.File, entry)).OfType<string>().Where(all.Add))
            {
                foreach (var inner in Inner(one, path, resources))
                {
                    left.Push(inner);
                    if (!inner.IsComponent)
                        bases.Add(path);
                }
            }
        }

        return new Reached(all, bases, by);
    }

    /// <summary>Those in the folder of an entry; a component is taken in under <c>components</c>, and alone there.</summary>
    private IEnumerable<Kustomization> Inner(Kustomization one, string path, HashSet<string?> resources) =>
        _inFolder[path].Where(inner => inner != one && inner.IsComponent != resources.Contains(path));

    private HashSet<string?> Resources(Kustomization one) => one.Resources.Select(entry => files.PathOf(one.File, entry)).ToHashSet();
}
