__version__ = "0.1.0"
COMPLETE = "_DANVAN_COMPLETE"  # by this of the environment a shell asks what the Tab key offers
