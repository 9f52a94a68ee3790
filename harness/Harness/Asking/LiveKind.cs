namespace Harness.Asking;

/// <summary>A kind of object that is listed from a cluster.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Resource">Resource, e.g. <c>rolebindings</c>.</param>
/// <param name="Kind">Kind, e.g. <c>RoleBinding</c>.</param>
internal sealed record LiveKind(string Group, string Resource, string Kind)
{
    /// <summary>Path of the list of all namespaces, without the first slash.</summary>
    public string Path => Group.Length == 0 ? $"api/v1/{Resource}" : $"apis/{Group}/v1/{Resource}";

    private bool IsOfCluster => Kind.StartsWith("Cluster", StringComparison.Ordinal);

    /// <summary>
    /// Why a page is not one of this list; null when it is. An answer that leaves out what is evaluated (metadata alone, a table, no role
    /// in a binding) would pass for "not granted".
    /// </summary>
    public string? WhyNot(LivePage page)
    {
        if (page.Kind is { } said and not "List" && said != $"{Kind}List")
            return $"the answer is a {said}, not a {Kind}List";
        if (page.Items is null || page.Items.Any(item => item?.Metadata?.Name is not { Length: > 0 }))
            return "the answer is not a list of named objects";
        if (page.Items.FirstOrDefault(item => string.IsNullOrEmpty(item!.Metadata.Namespace) != IsOfCluster) is { } misplaced)
            return $"{Kind} {misplaced.Metadata.Name} is {(IsOfCluster ? "in a" : "in no")} namespace";
        if (Kind.EndsWith("Binding", StringComparison.Ordinal)
            && page.Items.FirstOrDefault(item => item!.RoleRef is not { Kind.Length: > 0, Name.Length: > 0 }) is { } bare)
        {
            return $"{Kind} {bare.Metadata.Name} refers to no role, so the answer leaves something out";
        }

        if (page.Items.Select(item => item!.HasNull()).FirstOrDefault(has => has is not null) is { } has)
            return has;
        return page.Metadata is { RemainingItemCount: > 0 and var more } && string.IsNullOrEmpty(page.Metadata.Continue)
            ? $"the API server says that {more} more follow, but not where"
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Group.Length == 0 ? Resource : $"{Resource}.{Group}";
}
