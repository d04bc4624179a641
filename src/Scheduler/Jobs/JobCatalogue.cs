namespace Beffroi.Scheduler.Jobs;

/// <summary>All jobs of the appliance.</summary>
public sealed class JobCatalogue(IEnumerable<JobDescription> jobs)
{
    /// <summary>By name.</summary>
    public IReadOnlyList<JobDescription> All { get; } = [.. jobs.OrderBy(job => job.Name, StringComparer.Ordinal)];

    /// <summary>A job by its name, or null.</summary>
    public JobDescription? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}
