namespace Harness;

/// <summary>Reports at once and in order; <see cref="Progress{T}"/> would do so later, from another thread.</summary>
/// <param name="report">Receives each value.</param>
public sealed class InlineProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
