namespace Harness.Load.Headless;

/// <summary>The pods behind the service, and how they are changed.</summary>
internal interface IReplicas
{
    /// <summary>Asks for another number of pods; ends with the API server's answer.</summary>
    Task ScaleAsync(int pods, CancellationToken cancellationToken);

    /// <summary>Asks for new pods in place of the old ones, a few at a time; ends with the API server's answer.</summary>
    Task RestartAsync(CancellationToken cancellationToken);

    /// <summary>Waits until the last change is through: so many pods are ready, and no others are left.</summary>
    /// <returns>Their names.</returns>
    /// <exception cref="HarnessException">It was not in time.</exception>
    Task<IReadOnlyList<string>> SettledAsync(int pods, CancellationToken cancellationToken);
}
